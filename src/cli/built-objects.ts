import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fail } from "../diagnostics/index.js";

/** Where `xdpgen build` writes, below the current directory: `generated/<name>/xdp.o`. */
const GENERATED = "generated";
const OBJECT = "xdp.o";

/**
 * The path of the object that a user means: a name of a program, a path of an object or of its directory, or
 * when nothing is said the one that was built last. Fails with XG509 when nothing has been built.
 */
export function locateObject(nameOrPath: string | undefined): string {
  if (nameOrPath === undefined) return newestObject();
  if (!nameOrPath.includes("/") && !nameOrPath.endsWith(".o"))
    return path.join(GENERATED, nameOrPath, OBJECT);
  const isDirectory = statSync(nameOrPath, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isDirectory ? path.join(nameOrPath, OBJECT) : nameOrPath;
}

function newestObject(): string {
  const objects = directoriesIn(GENERATED)
    .map((name) => path.join(GENERATED, name, OBJECT))
    .map((file) => ({ file, built: statSync(file, { throwIfNoEntry: false })?.mtimeMs }))
    .filter((object) => object.built !== undefined)
    .sort((a, b) => (b.built ?? 0) - (a.built ?? 0));
  return objects[0]?.file ?? fail("XG509", { path: GENERATED });
}

function directoriesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
