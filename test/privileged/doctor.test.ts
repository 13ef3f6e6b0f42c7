/** What the doctor says of machines in several states, and that what it says comes true. */
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checksFor } from "../../src/cli/doctor/checks.js";
import { examine } from "../../src/cli/doctor/examine.js";
import { xdpgen, type Run } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

const PRINT_LOADING = new URL("../support/print-loading.mjs", import.meta.url).href;

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("doctor");
  project = createProject();
  project.compile("filter", "filter");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});

interface Row {
  readonly name: string;
  readonly state: string;
  readonly says: string;
  readonly remedy: string | null;
}

const doctor = (args: readonly string[] = [], under: readonly string[] = []) =>
  xdpgen(["doctor", ...args, "--json"], { cwd: project.directory, under });
const rows = (run: Run): readonly Row[] => run.json[0]!["checks"] as readonly Row[];
const row = (run: Run, name: string): Row => rows(run).find((check) => check.name === name)!;
const states = (run: Run): Record<string, string> =>
  Object.fromEntries(rows(run).map(({ name, state }) => [name, state]));
const verdict = (run: Run) => ({
  code: run.code,
  ready: run.json[0]?.["ready"],
  complaint: run.json[1]?.["diagnostics"]?.[0]?.message as unknown,
});

const WELL = { code: 0, ready: true, complaint: undefined };

const MACHINE = [
  ...["node", "clang", "bpf target", "headers", "compile"],
  ...["CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_SYS_ADMIN"],
  ...["kernel", "libbpf", "verifier", "jit", "btf", "bpffs"],
];
const INTERFACE = ["interface", "link", "native mode", "mtu", "program"];

describe("the machine", () => {
  it("is well when tests can run on it, and the report is one object", () => {
    const run = doctor();
    expect(verdict(run)).toEqual(WELL);
    expect(run.json).toHaveLength(1);
    expect(rows(run).map(({ name }) => name)).toEqual(MACHINE);
    for (const check of rows(run)) expect(Object.keys(check)).toEqual(ROW_MEMBERS);
    expect(states(run)).toMatchObject({ compile: "ok", verifier: "ok", libbpf: "ok", kernel: "ok" });
    expect(row(run, "clang").says).toMatch(/^\d+\.\d+\.\d+, \//);
    expect(row(run, "libbpf").says).toMatch(/^\d+\.\d+/);
  });

  it("is described in words", () => {
    const run = xdpgen(["doctor"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(/^building\n {2}✓ node +\d+\.\d+\.\d+\n {2}✓ clang +\d/);
    expect(run.stdout).toMatch(/\nbuilding and attaching work here\n$/);
  });

  it("is examined without the TypeScript compiler", () => {
    const run = xdpgen(["doctor"], { preload: [PRINT_LOADING] });
    expect(run.stdout).toContain("/codegen/7-compile/");
    expect(run.stdout).not.toMatch(/ts-morph|jiti|typescript|1-check|2-evaluate/);
  });
});

const ROW_MEMBERS = ["name", "group", "state", "says", "remedy"];

describe("without clang", () => {
  const NO_CLANG = ["env", "--unset=XDPGEN_CLANG", "PATH=/nonexistent"];

  it("that is the one problem, and what builds on it is not tried", () => {
    const run = doctor([], NO_CLANG);
    expect(verdict(run)).toEqual({
      code: 3,
      ready: false,
      complaint: "building or attaching will not work here: 1 problem (clang)",
    });
    expect(run.json[1]).toMatchObject({ ok: false, diagnostics: [{ code: "XG705" }] });
    expect(states(run)).toMatchObject({
      clang: "problem",
      "bpf target": "unchecked",
      headers: "unchecked",
      compile: "unchecked",
      verifier: "unchecked",
      libbpf: "ok",
    });
    expect(row(run, "clang").remedy).toContain("apt install clang");
  });

  it("says so in words, each problem with its remedy below it", () => {
    const run = xdpgen(["doctor"], { under: NO_CLANG });
    expect(run.stdout).toMatch(/✗ clang +cannot find clang\n +help: install it .*apt install clang/);
    expect(run.stdout).toMatch(/– headers +not tried without bpf target/);
    expect(run.stdout).not.toContain("work here");
    expect(run.stderr).toContain("XG705");
  });
});

describe("with a clang that cannot do everything", () => {
  /** The machine's own clang, called with further arguments. */
  const clangWith = (name: string, ...more: string[]): readonly string[] => {
    const file = path.join(project.directory, name);
    writeFileSync(file, `#!/bin/sh\nexec clang "$@" ${more.join(" ")}\n`);
    chmodSync(file, 0o755);
    return ["env", `XDPGEN_CLANG=${file}`];
  };

  it("finds that it has no BPF target", () => {
    const run = doctor([], clangWith("clang-without-bpf", "-target", "pdp11"));
    expect(verdict(run)).toMatchObject({ code: 3, ready: false });
    expect(states(run)).toMatchObject({ clang: "ok", "bpf target": "problem", headers: "unchecked" });
    expect(row(run, "bpf target").says).toContain("cannot compile for BPF");
  });

  it("names every header that it does not find", () => {
    const run = doctor([], clangWith("clang-without-headers", "-nostdinc"));
    expect(verdict(run)).toMatchObject({ code: 3, ready: false });
    expect(states(run)).toMatchObject({ "bpf target": "ok", headers: "problem", compile: "unchecked" });
    expect(row(run, "headers").says).toContain("linux/bpf.h");
    expect(row(run, "headers").says).toContain("bpf/bpf_helpers.h");
    expect(row(run, "headers").remedy).toContain("libbpf-dev linux-libc-dev");
  });
});

describe("privileges", () => {
  const only = (...capabilities: string[]): readonly string[] => {
    const kept = ["-all", ...capabilities.map((name) => `+${name}`)].join(",");
    return ["setpriv", `--bounding-set=${kept}`, `--inh-caps=${kept}`];
  };

  it("are all missed without any, and the verifier is not tried", () => {
    const run = doctor([], only());
    expect(verdict(run)).toEqual({
      code: 3,
      ready: false,
      complaint: "building or attaching will not work here: 3 problems (CAP_BPF, CAP_PERFMON, CAP_NET_ADMIN)",
    });
    expect(states(run)).toMatchObject({
      compile: "ok",
      CAP_BPF: "problem",
      CAP_PERFMON: "problem",
      CAP_NET_ADMIN: "problem",
      CAP_SYS_ADMIN: "warning",
      verifier: "unchecked",
    });
    for (const name of ["CAP_BPF", "CAP_SYS_ADMIN"]) expect(row(run, name).remedy).toContain("sudo");
  });

  it("are enough with the three that loading and attaching need", () => {
    const run = doctor([], only("bpf", "perfmon", "net_admin"));
    expect(verdict(run)).toEqual(WELL);
    expect(states(run)).toMatchObject({ verifier: "ok", CAP_SYS_ADMIN: "warning" });
  });

  it("are enough with CAP_SYS_ADMIN in the place of two", () => {
    const run = doctor([], only("sys_admin", "net_admin"));
    expect(verdict(run)).toEqual(WELL);
    expect(states(run)).toMatchObject({ CAP_BPF: "ok", CAP_PERFMON: "ok", verifier: "ok" });
  });

  it("of a user namespace look complete, and the kernel refuses all the same", () => {
    const run = doctor([], ["unshare", "--user", "--map-root-user"]);
    expect(verdict(run)).toMatchObject({ code: 3, ready: false });
    expect(states(run)).toMatchObject({ CAP_BPF: "ok", verifier: "problem" });
    expect(row(run, "verifier").says).toContain("initial user namespace");
  });
});

describe("an interface", () => {
  const inspect = (ifname = sandbox.right.ifname, under: readonly string[] = []) =>
    doctor([ifname, "--netns", sandbox.right.netns], under);
  const attach = () =>
    xdpgen(
      ["attach", sandbox.right.ifname, "filter", "--persist", "--json", "--netns", sandbox.right.netns],
      {
        cwd: project.directory,
      },
    ).json[0];
  const setBoth = (...words: string[]): void => {
    for (const peer of [sandbox.left, sandbox.right]) sandbox.ip(peer, "link", "set", peer.ifname, ...words);
  };

  afterEach(() => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdpgeneric", "off");
    setBoth("mtu", "1500", "up");
  });

  it("is well, and nothing is attached to it; attach does run natively", () => {
    const run = inspect();
    expect(verdict(run)).toEqual(WELL);
    expect(rows(run).map(({ name }) => name)).toEqual([...MACHINE, ...INTERFACE]);
    for (const name of INTERFACE) expect(row(run, name)).toMatchObject({ state: "ok", remedy: null });
    expect(row(run, "native mode").says).toBe("driver veth has it");
    expect(sandbox.ip(sandbox.right, "-d", "link", "show", "dev", sandbox.right.ifname)).not.toContain(
      "prog/xdp",
    );
    expect(attach()).toMatchObject({ mode: "native", diagnostics: [] });
  });

  it("with an MTU of 9000 gets a warning, and attach does fall back to generic mode", () => {
    setBoth("mtu", "9000");
    const run = inspect();
    expect(verdict(run)).toEqual(WELL);
    expect(row(run, "mtu").state).toBe("warning");
    expect(row(run, "mtu").says).toMatch(/^9000: .*3498.*the peer's/);
    expect(row(run, "mtu").remedy).toContain(`ip link set ${sandbox.right.ifname} mtu 1500`);
    expect(attach()).toMatchObject({ mode: "generic", diagnostics: [{ code: "XG606" }] });
  });

  it("at the largest MTU that is sure gets none, and attach does run natively", () => {
    setBoth("mtu", "3499");
    expect(row(inspect(), "mtu").state).toBe("warning");
    setBoth("mtu", "3498");
    expect(row(inspect(), "mtu")).toMatchObject({ state: "ok", says: "3498; on veth the peer's counts" });
    expect(attach()).toMatchObject({ mode: "native" });
  });

  it("that is down gets a warning", () => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "down");
    const run = inspect();
    expect(verdict(run)).toEqual(WELL);
    expect(row(run, "link")).toMatchObject({
      state: "warning",
      remedy: `ip link set ${sandbox.right.ifname} up`,
    });
  });

  it("without native XDP gets a warning, and no word about its MTU of 65536", () => {
    const run = inspect("lo");
    expect(verdict(run)).toEqual(WELL);
    expect(states(run)).toMatchObject({ "native mode": "warning", mtu: "ok" });
    expect(row(run, "native mode").remedy).toContain("generic mode");
  });

  it("that runs a program of ours says which", () => {
    attach();
    expect(row(inspect(), "program")).toMatchObject({
      state: "ok",
      says: expect.stringMatching(/^filter \(native, program id \d+\)/) as unknown,
    });
  });

  it("that runs somebody else's gets a warning", () => {
    const foreign = project.compile("foreign", "foreign");
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "obj", foreign, "sec", "xdp");
    const run = inspect();
    expect(verdict(run)).toEqual(WELL);
    expect(row(run, "program")).toMatchObject({
      state: "warning",
      says: expect.stringContaining("foreign_pass") as unknown,
      remedy: expect.stringContaining("--takeover") as unknown,
    });
  });

  it("that runs a program that this process may not look into gets a warning", () => {
    attach();
    const kept = "-all,+bpf,+perfmon,+net_admin";
    const run = doctor(
      [sandbox.right.ifname],
      [
        ...["nsenter", `--net=/run/netns/${sandbox.right.netns}`],
        ...["setpriv", `--bounding-set=${kept}`, `--inh-caps=${kept}`],
      ],
    );
    expect(verdict(run)).toEqual(WELL);
    expect(row(run, "program")).toMatchObject({
      state: "warning",
      says: expect.stringContaining("CAP_SYS_ADMIN") as unknown,
    });
  });

  it("that is not there is a problem, and those that are there are named", () => {
    const run = inspect("veth9");
    expect(verdict(run)).toMatchObject({
      code: 3,
      complaint: "building or attaching will not work here: 1 problem (interface)",
    });
    expect(row(run, "interface").remedy).toContain("did you mean veth1?");
    expect(states(run)).toMatchObject({ link: "unchecked", mtu: "unchecked", program: "unchecked" });
  });

  it("in a namespace that this process may not enter is a problem", () => {
    const run = inspect(sandbox.right.ifname, [
      "setpriv",
      "--bounding-set=-all,+bpf,+perfmon,+net_admin",
      "--inh-caps=-all,+bpf,+perfmon,+net_admin",
    ]);
    expect(verdict(run)).toMatchObject({ code: 3, ready: false });
    expect(row(run, "interface").says).toContain("entering a network namespace needs CAP_SYS_ADMIN");
  });
});

describe("another system", () => {
  it("is judged by what it takes to build; the rest is not on it", async () => {
    const examined = await examine(checksFor("eth0", undefined), "darwin");
    const state = Object.fromEntries(examined.map(({ check, finding }) => [check.name, finding]));
    expect(state).toMatchObject({ node: { state: "ok" }, clang: { state: "ok" }, compile: { state: "ok" } });
    const others = examined.filter(({ check }) => check.group !== "building");
    expect(others).toHaveLength(MACHINE.length + INTERFACE.length - 5);
    for (const { finding } of others)
      expect(finding).toEqual({ state: "unchecked", says: "not on this system" });
  });
});
