import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fail } from "../diagnostics/index.js";

/** Where `xdpgen build` writes, below the current directory: `generated/<name>/xdp.o`. */
const GENERATED = "generated";
const OBJECT = "xdp.o";

/**
 * The path of the object that a user means: a name of a program, a path of an object or of its directory, or
 * when nothing is said the one that was built last; `ifname` is only for the sentence.
 * Fails with XG509 when nothing has been built, and with XG510 when the times do not tell what was built last.
 */
export function locateObject(nameOrPath: string | undefined, ifname: string): string {
  if (nameOrPath === undefined) return newestObject(ifname);
  if (!nameOrPath.includes("/") && !nameOrPath.endsWith(".o"))
    return path.join(GENERATED, nameOrPath, OBJECT);
  const isDirectory = statSync(nameOrPath, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isDirectory ? path.join(nameOrPath, OBJECT) : nameOrPath;
}

function newestObject(ifname: string): string {
  const objects = directoriesIn(GENERATED).flatMap((name) => {
    const file = path.join(GENERATED, name, OBJECT);
    const built = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    return built === undefined ? [] : [{ name, file, built }];
  });
  const last = Math.max(...objects.map(({ built }) => built));
  // A copy of a project can have one time for all of its files.
  const [newest, ...others] = objects.filter(({ built }) => built === last);
  if (newest === undefined) return fail("XG509", { path: GENERATED });
  if (others.length > 0) {
    const names = [newest, ...others].map(({ name }) => name).join(", ");
    return fail("XG510", { path: GENERATED, names, ifname, first: newest.name });
  }
  return newest.file;
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
