import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const FIXTURES = fileURLToPath(new URL("../privileged/fixtures", import.meta.url));

/** A directory as a user's project is: objects lie in `generated/<name>/xdp.o`. */
export interface Project {
  readonly directory: string;
  /** Compiles `fixtures/<source>.c` to `generated/<name>/xdp.o` and returns the object's path. */
  compile(source: string, name: string, defines?: Readonly<Record<string, string | number>>): string;
  remove(): void;
}

/** Makes an empty project in the directory for temporary files. */
export function createProject(): Project {
  const directory = mkdtempSync(path.join(os.tmpdir(), "xdpgen-test-"));
  return {
    directory,
    compile(source, name, defines = {}) {
      const object = path.join(directory, "generated", name, "xdp.o");
      mkdirSync(path.dirname(object), { recursive: true });
      const include = `/usr/include/${{ x64: "x86_64", arm64: "aarch64" }[os.arch() as "x64" | "arm64"]}-linux-gnu`;
      const macros = Object.entries({ NAME: JSON.stringify(name), ...defines }).map(
        ([key, value]) => `-D${key}=${value}`,
      );
      const flags = ["-O2", "-g", "-target", "bpf", "-mcpu=v3", "-fdebug-compilation-dir=.", `-I${include}`];
      execFileSync("clang", [...flags, ...macros, "-c", `${source}.c`, "-o", object], { cwd: FIXTURES });
      return object;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
