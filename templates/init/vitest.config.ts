import { defineConfig } from "vitest/config";
import xdpgen from "xdpgen/vitest/plugin";

// The plugin reads rules as `xdpgen build` does: functions of the packet need it.
export default defineConfig({ plugins: [xdpgen()] });
