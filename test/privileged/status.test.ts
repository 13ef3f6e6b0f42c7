import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { findPrograms, listPrograms, openCounters } from "../../src/runtime/index.js";
import { startXdpgen, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;
let object: string;

beforeAll(() => {
  sandbox = createSandbox("status");
  project = createProject();
  object = project.compile("filter", "filter");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

const run = (...args: string[]) =>
  xdpgen([...args, "--netns", sandbox.right.netns], { cwd: project.directory });
const attach = () => run("attach", sandbox.right.ifname, "filter", "--persist", "--json");
const link = (...args: string[]) =>
  sandbox.ip(sandbox.right, "link", "set", "dev", sandbox.right.ifname, ...args);
const status = () => run("status", sandbox.right.ifname, "--json").json[0]!.interfaces;

describe("status", () => {
  it("describes program and rules from the kernel alone", () => {
    const { id, tag } = attach().json[0]!.program;
    rmSync(object); // what was built is of no use to it
    try {
      const described = status()[0]!;
      expect(described).toMatchObject({
        interface: "veth1",
        mode: "native",
        program: { id, tag, name: "xdpgen" },
        builtByXdpgen: true,
        manifestVersion: 2,
        ruleset: { name: "filter", version: "0.1.0", source: { file: "rules/filter.ts" }, policy: "pass" },
        counters: [
          { kind: "rule", name: "drop-port", action: "drop", at: "rules/filter.ts:3:3", decides: true },
          { kind: "rule", name: "pass-7", action: "pass", at: "rules/filter.ts:4:3", decides: true },
          { kind: "rule", name: "hidden", action: "drop", at: "rules/filter.ts:5:3", decides: false },
          { kind: "policy", action: "pass", decides: true },
        ],
      });
      const age = Date.now() - Date.parse(described.program.since);
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThan(60_000);
    } finally {
      object = project.compile("filter", "filter");
    }
  });

  it("shows the same in words", () => {
    attach();
    const { stdout, code } = run("status");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^veth1: filter\n {2}mode {5}native\n {2}program {2}xdpgen, id \d+, tag [0-9a-f]{16}\n/,
    );
    expect(stdout).toMatch(/drop-port +drop +0 +0 +rules\/filter\.ts:3:3/);
    expect(stdout).toMatch(/hidden +drop +never decides +rules\/filter\.ts:5:3/);
  });

  it("says that nothing runs", () => {
    expect(run("status")).toMatchObject({ code: 0, stdout: "no interface runs an XDP program\n" });
    expect(run("status", "veth1")).toMatchObject({ code: 0, stdout: "veth1 runs no XDP program\n" });
    expect(run("status", "--json").json).toEqual([{ ok: true, interfaces: [], diagnostics: [] }]);
  });

  it("describes somebody else's program as what it is", () => {
    link("xdp", "obj", project.compile("foreign", "foreign"), "sec", "xdp");
    expect(status()).toMatchObject([
      { builtByXdpgen: false, program: { name: "foreign_pass" }, ruleset: null, counters: null },
    ]);
    expect(run("status").stdout).toContain("foreign_pass, a program that is not ours");
    expect(run("stats", "veth1").stderr).toContain("XG614");
  });

  it("knows a program of another version of xdpgen as such, and attach replaces it", () => {
    link("xdp", "obj", project.compile("filter", "future", { VERSION: '"3"' }), "sec", "xdp");
    expect(status()).toMatchObject([{ builtByXdpgen: true, manifestVersion: 3, ruleset: null }]);
    expect(run("stats", "veth1").stderr).toMatch(/XG504.*version 3/);
    expect(attach()).toMatchObject({ code: 0 });
  });

  it("trusts no counters that have not the form of ours", () => {
    link("xdp", "obj", project.compile("filter", "wide", { PADDING: 4096 }), "sec", "xdp");
    expect(status()).toMatchObject([{ builtByXdpgen: true, counters: null }]);
    expect(run("stats", "veth1").stderr).toContain("XG614");
  });
});

describe("stats", () => {
  it("counts packets and bytes exactly", () => {
    attach();
    sendUdp(sandbox, 9, 250, 100);
    sendUdp(sandbox, 7, 31, 1000);
    sendUdp(sandbox, 1234, 7, 18);
    const { code, json } = run("stats", "veth1", "--json");
    expect(code).toBe(0);
    expect(json[0]!.counters).toMatchObject([
      { name: "drop-port", packets: 250, bytes: 250 * 142 },
      { name: "pass-7", packets: 31, bytes: 31 * 1042 },
      { name: "hidden", packets: 0, bytes: 0, decides: false },
      // Whoever sent to port 1234 or 7 got ICMP errors from the right peer, which are not received there.
      { kind: "policy", packets: 7, bytes: 7 * 60 },
    ]);
  });

  it("goes on with a program that replaces another", () => {
    attach();
    sendUdp(sandbox, 9, 3);
    attach();
    expect(run("stats", "veth1", "--json").json[0]!.counters[0]).toMatchObject({ packets: 3 });
  });

  it("says that there are none to show", () => {
    expect(run("stats", "veth1")).toMatchObject({ code: 2, stderr: expect.stringContaining("XG607") });
    expect(run("stats", "veth9")).toMatchObject({ code: 2, stderr: expect.stringContaining("XG601") });
  });

  it("goes on with --watch, over a replacement, until a signal", async () => {
    attach();
    const watching = startXdpgen(
      ["stats", "veth1", "--watch", "--interval", "0.1", "--json", "--netns", sandbox.right.netns],
      {},
    );
    try {
      await watching.until(/"packetsPerSecond":0/);
      const { id } = attach().json[0]!.program;
      await watching.until(new RegExp(`"program":\\{"id":${id},`));
    } finally {
      watching.child.kill("SIGINT");
    }
    const { code } = await watching.ended();
    expect(code).toBe(0);
    expect(sandbox.ip(sandbox.right, "-d", "link", "show", "dev", "veth1")).toContain("prog/xdp");
  });

  it("takes intervals that are a number of seconds, and nothing else", () => {
    for (const wrong of ["0", "-1", "often", "", "Infinity"])
      expect(run("stats", "veth1", "--watch", "--interval", wrong)).toMatchObject({ code: 2 });
  });
});

describe("the runtime, as a library", () => {
  it("finds programs and reads counters as exact integers", () => {
    attach();
    sendUdp(sandbox, 9, 4);
    const [program] = findPrograms("veth1", { netns: sandbox.right.netns });
    const counters = openCounters(program!);
    expect(counters.read().rules[0]).toMatchObject({ rule: { name: "drop-port" }, packets: 4n, bytes: 240n });
    counters.close();
    expect(listPrograms({ netns: sandbox.right.netns }).map(({ id }) => id)).toEqual([program!.id]);
  });

  it("says that a program has gone while it was at work", async () => {
    attach();
    const [program] = findPrograms("veth1", { netns: sandbox.right.netns });
    run("detach", "veth1");
    // The kernel frees a program and its maps a moment later.
    await vi.waitFor(() => expect(() => openCounters(program!).close()).toThrow("XG608"), {
      timeout: 20_000,
    });
  });

  it("comes back to the namespace that it came from", () => {
    attach();
    const home = readFileSync("/proc/self/net/dev", "utf8").length;
    findPrograms("veth1", { netns: sandbox.right.netns });
    expect(() => findPrograms("veth9", { netns: sandbox.right.netns })).toThrow("XG601");
    expect(readFileSync("/proc/self/net/dev", "utf8")).not.toContain("veth1");
    expect(home).toBeGreaterThan(0);
  });
});

describe("an object that other tools attach", () => {
  it("is known when ip attached it", () => {
    link("xdp", "obj", object, "sec", "xdp");
    expect(status()).toMatchObject([{ ruleset: { name: "filter" }, mode: "native" }]);
    expect(run("detach", "veth1").code).toBe(0);
  });

  it("is known when bpftool loaded and attached it", () => {
    const pin = `/sys/fs/bpf/xdpgen-test-${process.pid}`;
    execFileSync("bpftool", ["prog", "load", object, pin, "type", "xdp"]);
    try {
      sandbox.run(sandbox.right, "bpftool", "net", "attach", "xdp", "pinned", pin, "dev", "veth1");
      expect(status()).toMatchObject([{ ruleset: { name: "filter" } }]);
      const shown = execFileSync("bpftool", ["prog", "show", "pinned", pin], { encoding: "utf8" });
      expect(shown).toMatch(/metadata:\s+xdpgen = /);
    } finally {
      rmSync(pin);
    }
    expect(run("detach", "veth1").code).toBe(0);
  });

  it("is known when xdp-loader attached it", () => {
    // Where the kernel lets it, xdp-loader puts its dispatcher in between; either way it is our program that is described.
    sandbox.run(sandbox.right, "xdp-loader", "load", "veth1", object);
    try {
      sendUdp(sandbox, 9, 2);
      const described = status()[0]!;
      expect(described).toMatchObject({ ruleset: { name: "filter" } });
      expect(described.counters[0]).toMatchObject({ name: "drop-port", packets: 2 });
    } finally {
      sandbox.run(sandbox.right, "xdp-loader", "unload", "veth1", "--all");
    }
    expect(status()).toEqual([]);
  });

  it("is held by a BPF link when somebody made one, and then nobody else can change it", () => {
    const pin = `/sys/fs/bpf/xdpgen-link-${process.pid}`;
    mkdirSync(pin);
    try {
      sandbox.run(sandbox.right, process.execPath, ...hold(object, pin));
      expect(existsSync(`${pin}/link`)).toBe(true);
      expect(attach()).toMatchObject({ code: 6, json: [{ diagnostics: [{ code: "XG611" }] }] });
      expect(run("detach", "veth1")).toMatchObject({ code: 6, stderr: expect.stringContaining("XG611") });
    } finally {
      rmSync(pin, { recursive: true });
    }
  });
});

/** A script for node that attaches an object to veth1 by a BPF link and pins that. */
function hold(path: string, pin: string): string[] {
  const script = `
    const koffi = require("koffi");
    const lib = koffi.load("libbpf.so.1");
    const f = (c) => lib.func(c);
    const object = f("void *bpf_object__open(const char *path)")(${JSON.stringify(path)});
    f("int bpf_object__load(void *object)")(object);
    const program = f("void *bpf_object__next_program(void *object, void *program)")(object, null);
    const ifindex = koffi.load("libc.so.6").func("uint32_t if_nametoindex(const char *name)")("veth1");
    const link = f("void *bpf_program__attach_xdp(void *program, int ifindex)")(program, ifindex);
    process.exit(f("int bpf_link__pin(void *link, const char *path)")(link, ${JSON.stringify(`${pin}/link`)}) === 0 ? 0 : 1);`;
  return ["-e", script];
}
