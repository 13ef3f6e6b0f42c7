/** What ARCHITECTURE.md promises about the files themselves. The layers are dependency-cruiser's: `npm run layers`. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Every file that is, or is about to be, in the repository. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const textFiles = files.filter((file) => !/\.(pcap|png|o|bin)$/.test(file));
const sources = files.filter((file) => /^src\/.*\.ts$/.test(file));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const LINES_AT_MOST = 400;

/** Tables: one row after the other, and no reader reads them from top to bottom. */
const TABLES = ["src/diagnostics/codes.ts"];

describe("files", () => {
  test("there are some to look at", () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test(`have at most ${LINES_AT_MOST} lines`, () => {
    const long = files
      .filter((file) => /^(src|lab|scripts|test|bench|templates)\/.*\.(ts|sh|h|hbs)$/.test(file))
      .filter((file) => !TABLES.includes(file))
      .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
      .filter(({ lines }) => lines > LINES_AT_MOST);
    expect(long).toEqual([]);
  });

  test("say in their name what they hold", () => {
    const vague = /^(utils?|helpers?|types?|common|misc|shared|constants)$/;
    const parts = (file: string): string[] => file.split("/").map((part) => basename(part, ".ts"));
    // src/util is the layer with no domain words, and test/types tests the DSL's types: folders with one meaning each.
    const allowed = /^(src\/util\/|test\/types\/)/;
    expect(
      sources.filter((file) => parts(file.replace(allowed, "")).some((part) => vague.test(part))),
    ).toEqual([]);
  });

  test("have kebab-case names in src", () => {
    const kebab = /^([0-9]-)?[a-z0-9]+(-[a-z0-9]+)*(\.ts)?$/;
    expect(sources.filter((file) => !file.split("/").every((part) => kebab.test(part)))).toEqual([]);
  });
});

describe("what enters through one file", () => {
  // dependency-cruiser holds these to at most one; a package that no file imports any more should leave package.json.
  test.each(["ts-morph", "execa", "koffi", "handlebars", "commander", "jiti"])("%s", (name) => {
    const imports = new RegExp(`(from|import|import\\()\\s*["']${name}(/[^"']*)?["']`);
    expect(sources.filter((file) => imports.test(read(file)))).toHaveLength(1);
  });

  test("the terminal: only src/cli/output.ts writes to it", () => {
    const elsewhere = sources.filter((file) => file !== "src/cli/output.ts");
    const writes = /\bconsole\.\w+\(|process\.(stdout|stderr)\b/;
    // Comments may speak of it.
    const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(elsewhere.filter((file) => writes.test(code(file)))).toEqual([]);
  });
});

describe("the repository speaks of the project alone", () => {
  test("no file names a place on the machine that it was written on", () => {
    const somebodysHome = /(^|[^\w.])\/(home|Users)\/\w/;
    // A clone right below / has a name that is too short to tell anything.
    const clone = root.split("/").length > 2 ? `${root}/` : undefined;
    const names = (text: string): boolean =>
      somebodysHome.test(text) || (clone !== undefined && text.includes(clone));
    expect(textFiles.filter((file) => names(read(file)))).toEqual([]);
  });

  test("the lock file names no registry, so that it works with any", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });

  test("no object is kept: objects are built", () => {
    expect(files.filter((file) => file.endsWith(".o"))).toEqual([]);
  });
});

describe("the scripts", () => {
  test.each(files.filter((file) => /^(scripts|lab)\/.*\.sh$|^\.ci\/run$/.test(file)))(
    "%s is an executable bash script that stops at the first error",
    (file) => {
      expect(read(file)).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)*set -euo pipefail\n/);
      execFileSync("test", ["-x", join(root, file)]);
      execFileSync("bash", ["-n", join(root, file)]);
    },
  );
});
