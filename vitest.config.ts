import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Modules with rules are imported by tests as they are read by builds. */
const resolve = {
  alias: [{ find: /^xdpgen$/, replacement: fileURLToPath(new URL("src/index.ts", import.meta.url)) }],
};

/** Slow parts are real kernels and compilers, so their limits are about hanging, never about speed. */
const SECOND = 1000;

export default defineConfig({
  test: {
    // One for each processor: vitest would leave one idle, which is half of a machine with two.
    maxWorkers: "100%",
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: [
            "test/unit/**/*.test.ts",
            "test/types/**/*.test.ts",
            "test/diagnostics/*.test.ts",
            "test/golden/*.test.ts",
            "test/architecture.test.ts",
          ],
          testTimeout: 60 * SECOND,
        },
      },
      {
        resolve,
        test: {
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          testTimeout: 300 * SECOND,
          hookTimeout: 300 * SECOND,
        },
      },
      {
        test: {
          name: "privileged",
          include: ["test/privileged/**/*.test.ts"],
          testTimeout: 120 * SECOND,
          hookTimeout: 120 * SECOND,
        },
      },
      {
        test: {
          name: "kernels",
          include: ["test/kernels/**/*.test.ts"],
          testTimeout: 60 * SECOND,
          // Other kernels are downloaded the first time, and emulated.
          hookTimeout: 600 * SECOND,
        },
      },
      {
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          // A fresh machine without a registry makes a container base image first.
          testTimeout: 600 * SECOND,
          hookTimeout: 300 * SECOND,
          fileParallelism: false,
        },
      },
    ],
  },
});
