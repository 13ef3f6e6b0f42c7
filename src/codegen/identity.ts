import { createHash } from "node:crypto";
import { basename } from "node:path";
import { fail } from "../diagnostics/index.js";
import { packageVersion } from "../util/package-version.js";
import type { CheckedSource } from "./checked-source.js";
import type { Identity } from "./source.js";

/** What a program may be called: a folder is named after it. */
const NAME = /^[a-z][a-z0-9_-]{0,62}$/;

/** A file that rules read beside their modules. */
interface ReadFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * The name, version and origin of a program, the origin being its modules and the lists that went into it. The name is the
 * rules file's unless another is given.
 * @throws DiagnosticError XG406 the name cannot be one
 */
export function identify(
  { entry, sources }: CheckedSource,
  lists: readonly ReadFile[],
  given?: string,
): Identity {
  const name = given ?? basename(entry.file).replace(/\.m?ts$/, "");
  if (!NAME.test(name)) fail("XG406", { name, reason: "a folder is named after it" });
  const hash = createHash("sha256");
  for (const { file, text } of sources) hash.update(`${file}\0${text}\0`);
  for (const { file, sha256 } of lists) hash.update(`${file}\0${sha256}\0`);
  return { name, version: packageVersion(), source: { file: entry.file, sha256: hash.digest("hex") } };
}
