import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { readElf } from "../../src/util/elf.js";
import { loadObject, readObject } from "../../src/kernel/object.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";

let project: Project;
let object: string;
let scratch: string;

beforeAll(() => {
  project = createProject();
  object = project.compile("filter", "filter");
  scratch = path.join(project.directory, "scratch.o");
});
afterAll(() => project.remove());

/** The code with which reading, and then loading, ends; "loaded" when it does not. */
function outcome(file: string): string {
  try {
    loadObject(readObject(file)).close();
    return "loaded";
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!.code;
    throw error;
  }
}

function outcomeOf(bytes: Uint8Array | string): string {
  writeFileSync(scratch, bytes);
  return outcome(scratch);
}

describe("an object", () => {
  it("loads, with its manifest and maps", () => {
    const loaded = loadObject(readObject(object));
    expect(loaded.manifest).toMatchObject({ name: "filter", policy: { action: "pass", slot: 0 } });
    expect([...loaded.maps.keys()]).toContain("xdpgen_counters");
    loaded.close();
  });

  it("is damaged at whatever length it is cut", () => {
    const bytes = readFileSync(object);
    const lengths = Array.from({ length: 200 }, (_, i) => Math.floor((i * bytes.length) / 200));
    for (const length of [...lengths, 1, 4, 63, 64, 65, bytes.length - 1])
      expect([length, outcomeOf(bytes.subarray(0, length))]).toEqual([length, "XG503"]);
    expect(outcomeOf(bytes)).toBe("loaded");
  });

  it("never makes the reader throw anything but a diagnostic, whichever byte is wrong", () => {
    const bytes = readFileSync(object);
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy[at] = copy[at]! ^ 0xff;
      readElf(copy);
    }
    for (const at of [40, 41, 44, 47, 58, 60, 61]) {
      const copy = Buffer.from(bytes);
      copy[at] = 0xff;
      expect(outcomeOf(copy)).toMatch(/^XG50[23]$/);
    }
  });

  it("is not ours when it is something else", () => {
    expect(outcomeOf("#!/bin/sh\necho no object at all, but long enough to have a header\n")).toBe("XG502");
    expect(outcome(process.execPath)).toBe("XG502");
    expect(outcome(project.compile("foreign", "foreign"))).toBe("XG502");
    expect(outcome(project.directory)).toBe("XG502");
    expect(outcome(path.join(project.directory, "nowhere.o"))).toBe("XG501");
  });

  it("is refused with a manifest of another version", () => {
    const file = project.compile("filter", "future", { VERSION: '"3"' });
    expect(outcome(file)).toBe("XG504");
    expect(() => readObject(file)).toThrow(/version 3; this xdpgen reads version 2/);
  });

  it("is damaged when its manifest is not JSON, or not of the form", () => {
    const bytes = readFileSync(object);
    const replace = (from: string, to: string): Uint8Array => {
      const at = bytes.indexOf(from);
      const copy = Buffer.from(bytes);
      copy.write(to, at, "latin1");
      return copy;
    };
    expect(outcomeOf(replace('"rules":[', '"rules":{'))).toBe("XG503");
    expect(outcomeOf(replace('"action":"drop"', '"action":"doop"'))).toBe("XG503");
    expect(outcomeOf(replace('"slot":1', '"slot":-'))).toBe("XG503");
    expect(outcomeOf(replace('"name":"drop-port"', '"name":"drop\x1b[2Jt"'))).toBe("XG503"); // would steer root's terminal
  });
});

describe("a program that the verifier refuses", () => {
  it("is named by its rule, with the complaint, and the log is kept beside the object", () => {
    const file = project.compile("refused", "refused");
    const run = xdpgen(["attach", "lo", file, "--json"]);
    expect(run.code).toBe(5);
    const diagnostic = complaint(run)!;
    expect(diagnostic).toMatchObject({ code: "XG505", location: { file: "rules/refused.ts", line: 7 } });
    expect(diagnostic.message).toMatch(/at rule "unchecked": .*packet/);
    const log = path.join(path.dirname(file), "xdp.verifier.log");
    expect(diagnostic.hint).toContain(log);
    expect(readFileSync(log, "utf8")).toContain("refused.ts:8");
  });

  it("keeps the log elsewhere when there is no place beside the object", () => {
    // A directory with the log's name cannot be written to, not even by root.
    const file = project.compile("refused", "unwritable");
    mkdirSync(path.join(path.dirname(file), "xdp.verifier.log"));
    const diagnostic = complaint(xdpgen(["attach", "lo", file, "--json"]))!;
    const log = /with the log in (\S+)/.exec(diagnostic.hint)![1]!;
    expect(existsSync(log)).toBe(true);
    rmSync(log);
  });
});

describe("a machine that cannot load", () => {
  it("is told what its kernel does not know", () => {
    const run = xdpgen(["attach", "lo", project.compile("unknown-map", "unknown-map"), "--json"]);
    expect(run.code).toBe(5);
    expect(complaint(run)).toMatchObject({ code: "XG506" });
    expect(complaint(run)!.message).toMatch(/this kernel \(\d+\.\d+.*unknown_map.*EINVAL/);
  });

  it("is told that libbpf is missing, and how to get it", () => {
    // A mount namespace in which the library is an empty file.
    const listed = execFileSync("ldconfig", ["-p"], { encoding: "utf8" });
    const library = /libbpf\.so\.1 .*=> (\S+)/.exec(listed)![1]!;
    const script = 'mount --bind /dev/null "$0" && exec "$@"';
    const run = xdpgen(["attach", "lo", object, "--json"], {
      under: ["unshare", "--mount", "sh", "-c", script, library],
    });
    expect(run.code).toBe(3);
    expect(complaint(run)).toMatchObject({
      code: "XG507",
      hint: expect.stringContaining("apt install libbpf1"),
    });
  });

  it("is told that attaching needs Linux when it runs something else", () => {
    const preload = ['data:text/javascript,Object.defineProperty(process, "platform", { value: "darwin" })'];
    const run = xdpgen(["attach", "lo", object, "--json"], { preload });
    expect(run.code).toBe(3);
    expect(complaint(run)).toMatchObject({ code: "XG508", message: "attaching needs Linux; this is darwin" });
  });
});

describe("which object attach takes", () => {
  it("says that nothing has been built", () => {
    const empty = path.join(project.directory, "empty");
    mkdirSync(empty);
    const run = xdpgen(["attach", "lo"], { cwd: empty });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("XG509");
  });

  it("does not guess when several are as old as the newest", () => {
    const copied = path.join(project.directory, "copied");
    for (const name of ["one", "two"]) {
      const file = path.join(copied, "generated", name, "xdp.o");
      mkdirSync(path.dirname(file), { recursive: true });
      copyFileSync(object, file);
      utimesSync(file, 1_700_000_000, 1_700_000_000);
    }
    const run = xdpgen(["attach", "lo"], { cwd: copied });
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(/XG510.*one, two/) });
  });

  it("says that a program of that name has not been built", () => {
    const run = xdpgen(["attach", "lo", "nothing"], { cwd: project.directory });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/XG501.*generated\/nothing\/xdp\.o[^]*xdpgen build rules\/nothing\.ts/);
  });

  it("takes an object from anywhere", () => {
    copyFileSync(object, scratch);
    expect(outcome(scratch)).toBe("loaded");
  });
});
