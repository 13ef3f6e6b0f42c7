import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutant } from "./mutant.js";

/** What the suite needs of the project. */
const NEEDED = ["src", "templates", "test", "package.json", "tsconfig.json", "vitest.config.ts"];

/** The folder in the copy where tests leave what they do not need, the logs of a verifier that refuses a program among it. */
export const TEMPORARY = "tmp";

/** A copy of the project in a folder of its own, where mutants are put in and taken out again. */
export interface Workspace {
  readonly root: string;
  /** Runs `act` while the mutant is in the copy. */
  readonly with: <T>(mutant: Mutant, act: () => Promise<T>) => Promise<T>;
  readonly remove: () => void;
}

/** Copies what the suite needs of the project at `root`. The packages are linked one by one, so that caches stay in the copy. */
export function makeWorkspace(root: string): Workspace {
  const copy = mkdtempSync(join(tmpdir(), "xdpgen-mutants-"));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    for (const entry of NEEDED) cpSync(join(root, entry), join(copy, entry), { recursive: true });
    mkdirSync(join(copy, TEMPORARY));
    const packages = join(root, "node_modules");
    mkdirSync(join(copy, "node_modules"));
    for (const entry of readdirSync(packages).filter((name) => !/^\.vite/.test(name)))
      symlinkSync(join(packages, entry), join(copy, "node_modules", entry));
  } catch (error) {
    remove();
    throw error;
  }
  return {
    root: copy,
    remove,
    async with(mutant, act) {
      const path = join(copy, mutant.file);
      const original = readFileSync(path, "utf8");
      writeFileSync(path, applyTo(original, mutant));
      try {
        return await act();
      } finally {
        writeFileSync(path, original);
      }
    },
  };
}

/**
 * The text of the mutant's file with the mutant in it.
 * @throws RangeError when what it changes is not there, or is there more than once
 */
export function applyTo(text: string, { name, file, find, replace }: Mutant): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new RangeError(
      `the mutant ${name} does not apply: ${file} has its text ${parts.length - 1} times, not once`,
    );
  return parts.join(replace);
}
