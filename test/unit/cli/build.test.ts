/** The commands that turn rules into programs, as a user runs them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findManifest } from "../../../src/manifest/index.js";
import { xdpgen } from "../../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A project with one rules file. */
function project(name: string, rules: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "rules"), { recursive: true });
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "rules/edge.ts"), rules);
  return root;
}

const SSH = 'import { drop } from "xdpgen";\n\nexport default drop("ssh").tcpDport(22);\n';
const WRONG = 'import { drop } from "xdpgen";\n\nexport default drop("ssh").tcpDport(70000);\n';

describe("build", () => {
  test("writes four files into generated/<name> of the project", () => {
    const root = project("plain", SSH);
    const { code, stdout } = xdpgen(["build", "rules/edge.ts"], { cwd: root });
    expect(code).toBe(0);
    expect(readdirSync(join(root, "generated/edge")).sort()).toEqual([
      "client.ts",
      "manifest.json",
      "xdp.c",
      "xdp.o",
    ]);
    expect(readFileSync(join(root, "generated/edge/client.ts"), "utf8")).toContain("export type Edge =");
    expect(readdirSync(join(root, "generated"))).toEqual(["edge"]);
    for (const phase of [
      "1 rule (1 drop), policy pass",
      "instructions",
      "check",
      "compile",
      "total",
      "xdpgen attach",
    ])
      expect(stdout).toContain(phase);
  });

  test("the object has the manifest in it that lies beside it", () => {
    const root = project("manifest", SSH);
    xdpgen(["build", "rules/edge.ts"], { cwd: root });
    const beside = JSON.parse(readFileSync(join(root, "generated/edge/manifest.json"), "utf8")) as unknown;
    expect(findManifest(readFileSync(join(root, "generated/edge/xdp.o")))).toEqual({
      kind: "found",
      manifest: beside,
    });
    expect(beside).toMatchObject({
      name: "edge",
      source: { file: "rules/edge.ts" },
      rules: [{ name: "ssh", slot: 0, at: { line: 3, column: 16 } }],
    });
  });

  test("-o, --name, --no-client and --emit c", () => {
    const root = project("options", SSH);
    const { code } = xdpgen(
      ["build", "rules/edge.ts", "-o", "out/here", "--name", "other", "--no-client", "--emit", "c"],
      { cwd: root },
    );
    expect(code).toBe(0);
    expect(readdirSync(join(root, "out/here")).sort()).toEqual(["manifest.json", "xdp.c"]);
    expect(readFileSync(join(root, "out/here/xdp.c"), "utf8")).toContain("other: made by xdpgen");
  });

  test("--json", () => {
    const root = project("json", SSH);
    const { code, json } = xdpgen(["build", "rules/edge.ts", "--json"], { cwd: root });
    expect(code).toBe(0);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      ok: true,
      name: "edge",
      folder: join(root, "generated/edge"),
      policy: "pass",
      rules: [
        {
          name: "ssh",
          action: "drop",
          location: { file: "rules/edge.ts", line: 3, column: 16 },
          decides: true,
        },
      ],
      object: { instructions: expect.any(Number), bytes: expect.any(Number) },
      diagnostics: [],
    });
    expect(Object.keys(json[0]!["milliseconds"])).toEqual([
      "check",
      "evaluate",
      "lower",
      "optimise",
      "plan",
      "emit",
      "compile",
      "total",
    ]);
  });

  test("wrong rules: a code frame, exit code 1, and what was built before stays", () => {
    const root = project("wrong", SSH);
    xdpgen(["build", "rules/edge.ts"], { cwd: root });
    const before = readFileSync(join(root, "generated/edge/xdp.o"));
    writeFileSync(join(root, "rules/edge.ts"), WRONG);
    const { code, stderr, stdout } = xdpgen(["build", "rules/edge.ts"], { cwd: root });
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("error XG102: 70000 is out of range for tcpDport: 0 to 65535");
    expect(stderr).toContain("rules/edge.ts:3:37");
    expect(stderr).toContain("> 3 | export default");
    expect(readFileSync(join(root, "generated/edge/xdp.o")).equals(before)).toBe(true);
  });

  test("wrong rules with --json: the same facts", () => {
    const root = project("wrong-json", WRONG);
    const { code, json } = xdpgen(["build", "rules/edge.ts", "--json"], { cwd: root });
    expect(code).toBe(1);
    expect(json).toEqual([
      {
        ok: false,
        diagnostics: [
          expect.objectContaining({
            code: "XG102",
            severity: "error",
            location: { file: "rules/edge.ts", line: 3, column: 37, endLine: 3, endColumn: 42 },
          }),
        ],
      },
    ]);
    expect(existsSync(join(root, "generated"))).toBe(false);
  });

  test("a type error that only the checker sees, and rules that take long: nothing is written", () => {
    // The checker has refused while the rules still run, and they run well.
    const slow =
      "const end = Date.now() + 3000;\nwhile (Date.now() < end);\nexport const port: string = 22;\n";
    const root = project("slow", SSH.replace("\n\n", `\n${slow}\n`));
    const { code, stderr } = xdpgen(["build", "rules/edge.ts"], { cwd: root });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error XG102: Type 'number' is not assignable to type 'string'/);
    expect(stderr).not.toContain("node:internal");
    expect(existsSync(join(root, "generated"))).toBe(false);
  });

  test("from another folder, paths are as the user would type them there", () => {
    project("elsewhere", WRONG);
    expect(xdpgen(["check", "elsewhere/rules/edge.ts"], { cwd: folder }).stderr).toContain(
      "elsewhere/rules/edge.ts:3:37",
    );
  });

  test("a rules file made of several modules", () => {
    const root = project(
      "modules",
      'import { ban } from "../lists/ban.js";\nexport default [ban("192.0.2.1"), ban("192.0.2.2")];\n',
    );
    mkdirSync(join(root, "lists"));
    writeFileSync(
      join(root, "lists/ban.ts"),
      'import { drop } from "xdpgen";\nexport const ban = (ip: string) => drop(`ban ${ip}`).ipv4Src(ip);\n',
    );
    const { code, json } = xdpgen(["build", "rules/edge.ts", "--json"], { cwd: root });
    expect(code).toBe(0);
    expect(json[0]!["rules"]).toMatchObject([
      { name: "ban 192.0.2.1", location: { file: "lists/ban.ts", line: 2 } },
      { name: "ban 192.0.2.2", location: { file: "lists/ban.ts", line: 2 } },
    ]);
  });

  test("rules that read a list from a file with Node's own modules", () => {
    const root = project(
      "node",
      'import { readFileSync } from "node:fs";\nimport { drop } from "xdpgen";\nconst list = readFileSync(new URL("../bad.txt", import.meta.url), "utf8").trim().split("\\n");\nexport default drop("list").ipv4Src(list);\n',
    );
    writeFileSync(join(root, "bad.txt"), "192.0.2.1\n192.0.2.9\n");
    expect(xdpgen(["build", "rules/edge.ts"], { cwd: root })).toMatchObject({ code: 0 });
  });
});

describe("check", () => {
  test("needs no clang and writes nothing", () => {
    const root = project("check", SSH);
    const { code, stdout } = xdpgen(["check", "rules/edge.ts"], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toContain("1 rule (1 drop), policy pass");
    expect(readdirSync(root).sort()).toEqual(["package.json", "rules"]);
  });
});

describe("fields", () => {
  test("prints every field, or those that are asked for", () => {
    expect(xdpgen(["fields"]).stdout).toMatch(/ipv4Src .*source address/);
    const some = xdpgen(["fields", "port", "--json"]).json[0]!["fields"] as { name: string }[];
    expect(some.map(({ name }) => name)).toEqual(expect.arrayContaining(["tcpDport", "udpSport", "sport"]));
    expect(some.map(({ name }) => name)).not.toContain("ipv4Src");
  });
});

describe("init", () => {
  test("writes what can be checked at once, and overwrites nothing", () => {
    const root = join(folder, "fresh");
    mkdirSync(root);
    expect(xdpgen(["init"], { cwd: root }).code).toBe(0);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual([
      "rules",
      "rules/example.ts",
      "test",
      "test/example.test.ts",
      "tsconfig.json",
      "vitest.config.ts",
    ]);
    expect(xdpgen(["check", "rules/example.ts"], { cwd: root }).code).toBe(0);
    writeFileSync(join(root, "rules/example.ts"), "mine");
    const again = xdpgen(["init"], { cwd: root });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("XG702");
    expect(readFileSync(join(root, "rules/example.ts"), "utf8")).toBe("mine");
    expect(xdpgen(["init", "--force"], { cwd: root }).code).toBe(0);
    expect(readFileSync(join(root, "rules/example.ts"), "utf8")).not.toBe("mine");
  });
});

describe("usage", () => {
  test("XG701: a missing argument, an unknown option, a wrong choice", () => {
    for (const args of [["build"], ["build", "x.ts", "--nope"], ["build", "x.ts", "--emit", "asm"]]) {
      const { code, stderr } = xdpgen(args);
      expect(code).toBe(2);
      expect(stderr).toContain("XG701");
      expect(stderr).toContain("xdpgen build --help");
    }
  });

  test("XG703: an unknown command, with what was meant", () => {
    const { code, stderr } = xdpgen(["biuld"]);
    expect(code).toBe(2);
    expect(stderr).toContain("XG703");
    expect(stderr).toContain("build");
  });

  test.each(["init", "check", "build", "fields", "attach", "detach", "status", "stats", "doctor"])(
    "%s --help has examples",
    (command) => {
      const { code, stdout } = xdpgen([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toContain("Examples:");
      expect(stdout).toContain(`xdpgen ${command}`);
      expect(stdout).toContain("--json");
    },
  );
});
