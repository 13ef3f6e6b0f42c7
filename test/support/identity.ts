import type { Identity } from "../../src/codegen/source.js";

/** The identity of a program that a test makes, and that is of no rules file. */
export function identityOf(name: string): Identity {
  return { name, version: "0.0.0", source: { file: `rules/${name}.ts`, sha256: "0".repeat(64) } };
}
