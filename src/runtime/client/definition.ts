import { fileURLToPath } from "node:url";
import { fail } from "../../diagnostics/index.js";
import type { Manifest } from "../../manifest/index.js";

/** What a client was made for: the generated client.ts says it. */
export interface Definition {
  /** The program's name. */
  readonly name: string;
  /** SHA-256 of its source files, in hexadecimal. */
  readonly sha256: string;
  /** Where its object is. */
  readonly object: URL;
}

/** The path of an object that is given as a path or as a file's URL. */
export const pathOf = (object: string | URL): string =>
  typeof object === "string" ? object : fileURLToPath(object);

/** Fails with XG680 when a program is not the one that a client was made for; `where` is an interface or a file. */
export function expectProgram({ name, sha256 }: Definition, found: Manifest, where: string): void {
  if (found.name === name && found.source.sha256 === sha256) return;
  fail("XG680", {
    where,
    found: titleOf(found.name, found.source.sha256),
    wanted: titleOf(name, sha256),
  });
}

/** A program's name, and so much of the sum that two builds of it are told apart. */
const titleOf = (name: string, sha256: string): string => `${name} (sources ${sha256.slice(0, 12)})`;

/** Fails with XG681 when an object has not all counters and live sets of the program that runs. */
export function expectSuccessor(now: Manifest, next: Manifest, path: string): void {
  const rule = now.rules.find(({ name }) => !next.rules.some((other) => other.name === name));
  if (rule !== undefined) fail("XG681", { path, what: `the rule "${rule.name}"` });
  const set = now.sets.find(
    ({ name, type }) => !next.sets.some((other) => other.name === name && other.type.join() === type.join()),
  );
  if (set !== undefined) fail("XG681", { path, what: `the live set "${set.name}" (${set.type.join(", ")})` });
}
