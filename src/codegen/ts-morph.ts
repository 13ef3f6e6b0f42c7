/** The one place through which ts-morph, and with it the TypeScript compiler, enters. */
export { Project, ts } from "ts-morph";
