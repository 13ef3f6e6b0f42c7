/** The package as npm ships it: packed, installed into an empty project, used from there. */
import { execFileSync } from "node:child_process";
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
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "xdpgen-package-"));
const user = join(folder, "user");
const run = (command: string, args: readonly string[], cwd = user) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });

beforeAll(() => {
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), '{ "name": "user", "private": true, "type": "module" }');
  run("npm", ["install", "--silent", "--prefer-offline", join(folder, tarball)]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("has what it needs and nothing else", () => {
  expect(readdirSync(join(user, "node_modules/xdpgen")).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist",
    "package.json",
    "templates",
  ]);
});

test("npx xdpgen builds rules that import from the package", () => {
  cpSync(join(root, "rules"), join(user, "rules"), { recursive: true });
  const output = run("npx", ["--no", "xdpgen", "build", "rules/block-a.ts"]);
  expect(output).toContain("1 rule (1 drop)");
  expect(readdirSync(join(user, "generated/block-a")).sort()).toEqual([
    "client.ts",
    "manifest.json",
    "xdp.c",
    "xdp.o",
  ]);
});

describe("imports", () => {
  test.each(["xdpgen", "xdpgen/codegen", "xdpgen/runtime", "xdpgen/testing"])("%s", (specifier) => {
    expect(
      Number(
        run("node", [
          "-e",
          `import(${JSON.stringify(specifier)}).then((m) => console.log(Object.keys(m).length))`,
        ]),
      ),
    ).toBeGreaterThan(2);
  });
});

test("what init writes builds, and its test passes", () => {
  run("npx", ["--no", "xdpgen", "init", "--force"]);
  expect(run("npx", ["--no", "xdpgen", "build", "rules/example.ts"])).toContain("4 rules");
  // The user's own vitest, without installing it once more.
  symlinkSync(join(root, "node_modules/vitest"), join(user, "node_modules/vitest"));
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  expect(run("node", [vitest, "run", "--root", user, "--reporter=verbose"])).toContain("4 passed");
  expect(run("node", [join(root, "node_modules/typescript/bin/tsc"), "-p", user])).toBe("");
});

test("the client of a build has types in a project of init's, and refuses what the rules do not have", () => {
  run("npx", ["--no", "xdpgen", "build", "rules/ban-abusers.ts"]);
  const use = (statement: string) =>
    writeFileSync(
      join(user, "rules/use-client.ts"),
      `import { attach } from "../generated/ban-abusers/client.js";\nconst fw = await attach("eth0");\n${statement};\nexport {};\n`,
    );
  const check = () => run("node", [join(root, "node_modules/typescript/bin/tsc"), "-p", user]);
  use('await fw.sets.bans.add("203.0.113.9", { for: "10m" })');
  expect(check()).toBe("");
  use('await fw.sets.ban.add("203.0.113.9")');
  expect(check).toThrow();
  rmSync(join(user, "rules/use-client.ts"));
});

test("commands that run as root work without the compiler", () => {
  for (const name of ["ts-morph", "@ts-morph", "jiti", "handlebars", "prettier"])
    rmSync(join(user, "node_modules", name), { recursive: true });
  for (const command of ["attach", "detach", "status", "stats"]) {
    expect(run("npx", ["--no", "xdpgen", command, "--help"])).toContain("Examples:");
  }
  expect(() => run("npx", ["--no", "xdpgen", "check", "rules/block-a.ts"])).toThrow();
  // So does a client, whose types are all that has to be taken away.
  const { outputText } = ts.transpileModule(
    readFileSync(join(user, "generated/ban-abusers/client.ts"), "utf8"),
    { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } },
  );
  writeFileSync(join(user, "generated/ban-abusers/client.js"), outputText);
  expect(
    run("node", [
      "-e",
      'import("./generated/ban-abusers/client.js").then((m) => console.log(Object.keys(m)))',
    ]),
  ).toContain("[ 'attach', 'open' ]");
});
