import path from "node:path";

/** Where scripts/setup.sh unpacks them. */
const FOLDER = path.join(import.meta.dirname, "../../node_modules/.cache/xdpgen/prometheus");

/** Prometheus, which scrapes and answers queries. */
export const PROMETHEUS = path.join(FOLDER, "prometheus");

/** Its tool, which checks metrics and expressions. */
export const PROMTOOL = path.join(FOLDER, "promtool");
