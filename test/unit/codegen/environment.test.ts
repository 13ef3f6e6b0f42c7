/** What a build says when something is missing on the machine. Every clang here is a real one, led astray by its arguments. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { build, generate, writeOutput } from "../../../src/codegen/index.js";
import { DiagnosticError, type Diagnostic } from "../../../src/diagnostics/index.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-environment-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const rules = join(import.meta.dirname, "../../../rules/block-a.ts");

/** A script in place of clang. */
function standIn(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function failure(work: () => unknown): Promise<Diagnostic> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("nothing failed");
}

const buildWith = (clang: string) => {
  vi.stubEnv("XDPGEN_CLANG", clang);
  return failure(() => build(rules));
};

describe("clang", () => {
  test("XG401: is not there", async () => {
    expect(await buildWith(join(folder, "nothing"))).toMatchObject({ code: "XG401", cause: "environment" });
  });

  test("XG402: is too old", async () => {
    // A clang of 2018 cannot be installed here; what it prints is all that matters.
    const old = standIn("clang-7", '[ "$1" = --version ] && echo "clang version 7.0.1" && exit 0\nexit 1');
    expect(await buildWith(old)).toMatchObject({ code: "XG402", message: expect.stringContaining("7.0.1") });
  });

  test("XG404: finds no headers", async () => {
    const bare = standIn(
      "clang-bare",
      'case "$1" in --version) exec clang "$@";; *) exec clang "$@" -nostdinc;; esac',
    );
    expect(await buildWith(bare)).toMatchObject({
      code: "XG404",
      message: expect.stringContaining("linux/bpf.h"),
    });
  });

  test("XG407: has no BPF target", async () => {
    const apple = standIn(
      "clang-apple",
      'case "$1" in --version) exec clang "$@";; *) exec clang "$@" -target nosuch;; esac',
    );
    expect(await buildWith(apple)).toMatchObject({ code: "XG407" });
  });

  test("XG403: refuses the C: the rule's line is named", async () => {
    // `has` is used by rules and by nothing else; a macro that does not compile takes its place.
    const macro = join(folder, "macro.h");
    writeFileSync(
      macro,
      "#include <xdpgen/match.h>\n#define has(found, wanted) no_such_function(found, wanted)\n",
    );
    const script = `case "$1" in --version) exec clang "$@";; *) exec clang "$@" -include ${macro} -Werror;; esac`;
    const broken = standIn("clang-broken", script);
    const diagnostic = await buildWith(broken);
    expect(diagnostic).toMatchObject({ code: "XG403", span: { file: "rules/block-a.ts", line: 3 } });
    expect(diagnostic.message).toContain("rules/block-a.ts:3");
    expect(diagnostic.notes!.join("\n")).toContain("no_such_function");
  });
});

describe("files", () => {
  test("XG101: there is no rules file", async () => {
    expect(await failure(() => generate(join(folder, "missing.ts")))).toMatchObject({ code: "XG101" });
    expect(await failure(() => generate(folder))).toMatchObject({ code: "XG101" });
  });

  test("XG406: a name that no folder should have", async () => {
    for (const name of ["", "..", "a/b", "A", "-x", "x".repeat(64)]) {
      expect(await failure(() => generate(rules, { name }))).toMatchObject({ code: "XG406" });
    }
  });

  test("XG405: a file stands where the folder should be, and stays", async () => {
    const taken = join(folder, "taken");
    writeFileSync(taken, "mine");
    expect(await failure(() => writeOutput(taken, [{ name: "xdp.c", content: "x" }]))).toMatchObject({
      code: "XG405",
    });
    expect(readdirSync(folder)).toContain("taken");
    expect(readdirSync(folder).filter((name) => name.startsWith(".xdpgen-"))).toEqual([]);
  });
});
