import { closeSync, openSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnostic, MESSAGES, type Cause } from "../../src/diagnostics/index.js";
import { EXIT_CODES, exitCodeFor } from "../../src/cli/exit-codes.js";
import { xdpgen } from "../support/cli.js";

const PRINT_LOADING = new URL("../support/print-loading.mjs", import.meta.url).href;
const PAGE = readFileSync(new URL("../../docs/exit-codes.md", import.meta.url), "utf8");

describe("exit codes", () => {
  it("are documented, each with its name", () => {
    const documented = [...PAGE.matchAll(/^\| (\d+) +\| `(\w+)`/gm)].map(([, code, name]) => [
      name,
      Number(code),
    ]);
    expect(Object.fromEntries(documented)).toEqual({ ok: 0, ...EXIT_CODES });
  });

  it("are distinct, one for each cause that a message can have", () => {
    const causes = new Set<Cause>(Object.values(MESSAGES).map(({ cause }) => cause));
    for (const cause of causes) expect(EXIT_CODES[cause]).toBeGreaterThan(0);
    // Scripts read 1 as "the rules did not pass", whichever of the two it was.
    const { difference, ...distinct } = EXIT_CODES;
    expect(difference).toBe(EXIT_CODES.rules);
    expect(new Set(Object.values(distinct)).size).toBe(Object.keys(distinct).length);
  });

  it("follow the first error, whatever warnings there are", () => {
    const warning = diagnostic("XG602", { ifname: "eth0" });
    const error = diagnostic("XG607", { ifname: "eth0" });
    expect(exitCodeFor([])).toBe(0);
    expect(exitCodeFor([warning])).toBe(0);
    expect(exitCodeFor([warning, error])).toBe(EXIT_CODES.usage);
  });
});

describe("the command line", () => {
  it.each([
    { args: ["--help"], code: 0, out: /Commands:[^]*attach[^]*detach[^]*status[^]*stats/ },
    { args: [], code: 0, out: /Commands:/ },
    { args: ["--version"], code: 0, out: /^\d+\.\d+\.\d+\n$/ },
    { args: ["attach", "--help"], code: 0, out: /--takeover[^]*Examples:/ },
    { args: ["help", "attach"], code: 0, out: /--takeover[^]*Examples:/ },
    { args: ["atach"], code: 2, err: /XG703: unknown command 'atach' \(Did you mean attach\?\)/ },
    { args: ["attach"], code: 2, err: /XG701: missing required argument 'ifname'/ },
    {
      args: ["attach", "lo", "x", "y"],
      code: 2,
      err: /XG701: the program for several interfaces is named with --object/,
    },
    { args: ["attach", "lo", "--mode", "fast"], code: 2, err: /XG701.*native, generic, offload/ },
    { args: ["status", "--colour"], code: 2, err: /XG701: unknown option '--colour'/ },
  ])("answers $args with exit code $code", ({ args, code, out, err }) => {
    const run = xdpgen(args);
    expect(run.code).toBe(code);
    expect(run.stdout).toMatch(out ?? /^$/);
    expect(run.stderr).toMatch(err ?? /^$/);
  });

  it("answers in JSON, mistakes on the command line included", () => {
    const run = xdpgen(["attach", "--json"]);
    expect(run).toMatchObject({ code: 2, stderr: "" });
    expect(run.json).toMatchObject([{ ok: false, diagnostics: [{ code: "XG701", severity: "error" }] }]);
  });

  it("says that its output could not be written", () => {
    const full = openSync("/dev/full", "w");
    try {
      const run = xdpgen(["status"], { stdout: full });
      expect(run).toMatchObject({ code: 3, stderr: expect.stringMatching(/XG704.*ENOSPC/) });
    } finally {
      closeSync(full);
    }
  });

  it("loads no compiler for the commands that run as root", () => {
    const run = xdpgen(["status", "--netns", "none"], { preload: [PRINT_LOADING] });
    expect(run.stdout).toContain("/commander/");
    expect(run.stdout).not.toMatch(/ts-morph|jiti|handlebars|typescript|src\/codegen|dist\/codegen/);
  });
});
