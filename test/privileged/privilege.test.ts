import { afterAll, beforeAll, expect, it } from "vitest";
import { complaint, xdpgen, type Run } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("priv");
  project = createProject();
  project.compile("filter", "filter");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});

/** Runs it in the right peer's namespace, as root that has only these capabilities. */
const run = (capabilities: readonly string[], ...args: string[]) => {
  const kept = ["-all", ...capabilities.map((name) => `+${name}`)].join(",");
  const under = [
    `--net=/run/netns/${sandbox.right.netns}`,
    "setpriv",
    `--bounding-set=${kept}`,
    `--inh-caps=${kept}`,
  ];
  return xdpgen([...args, "--json"], { cwd: project.directory, under: ["nsenter", ...under] });
};
const message = (result: Run) => complaint(result)?.message;

it("names the capabilities that loading lacks", () => {
  const result = run([], "attach", "veth1", "filter", "--persist");
  expect(result.code).toBe(4);
  expect(complaint(result)).toMatchObject({ code: "XG603" });
  expect(message(result)).toBe(
    "loading a program needs CAP_BPF and CAP_PERFMON and CAP_NET_ADMIN (or CAP_SYS_ADMIN), " +
      "which this process does not have",
  );
});

it.each([
  { has: ["bpf", "perfmon"], lacks: "CAP_NET_ADMIN" },
  { has: ["perfmon", "net_admin"], lacks: "CAP_BPF" },
  // Here it is the verifier that refuses: without CAP_PERFMON it does not let a program subtract pointers.
  { has: ["bpf", "net_admin"], lacks: "CAP_PERFMON" },
])("names $lacks when loading has only $has", ({ has, lacks }) => {
  const result = run(has, "attach", "veth1", "filter", "--persist");
  expect(result.code).toBe(4);
  expect(message(result)).toMatch(new RegExp(`^loading a program needs ${lacks}[ ,(]`));
});

it("names the one that attaching lacks", () => {
  const result = run(["sys_admin"], "attach", "veth1", "filter", "--persist");
  expect(result.code).toBe(4);
  expect(message(result)).toMatch(/^attaching a program needs CAP_NET_ADMIN,/);
});

it.each([[["bpf", "perfmon", "net_admin"]], [["sys_admin", "net_admin"]]])(
  "attaches with %j",
  (capabilities) => {
    const result = run(capabilities, "attach", "veth1", "filter", "--persist");
    expect([result.code, complaint(result)]).toEqual([0, undefined]);
    sandbox.ip(sandbox.right, "link", "set", "veth1", "xdp", "off");
  },
);

it("needs no root: another user with the capabilities attaches, and with CAP_SYS_ADMIN sees and detaches", () => {
  // The last one is for the files of this test, which may lie where only root may read.
  const kept = ["bpf", "perfmon", "net_admin", "dac_read_search"];
  const asNobody = (capabilities: readonly string[], ...args: string[]) => {
    const ambient = ["-all", ...capabilities.map((name) => `+${name}`)].join(",");
    const user = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const under = [
      `--net=/run/netns/${sandbox.right.netns}`,
      "setpriv",
      ...user,
      `--inh-caps=${ambient}`,
      `--ambient-caps=${ambient}`,
    ];
    return xdpgen([...args, "--json"], { cwd: project.directory, under: ["nsenter", ...under] });
  };
  const attached = asNobody(kept, "attach", "veth1", "filter", "--persist");
  expect([attached.code, complaint(attached)]).toEqual([0, undefined]);
  expect(message(asNobody(kept, "status"))).toMatch(/needs CAP_SYS_ADMIN/);
  const more = [...kept, "sys_admin"];
  for (const command of [["status"], ["stats", "veth1"], ["metrics", "veth1"], ["detach", "veth1"]]) {
    const result = asNobody(more, ...command);
    expect([command, result.code, complaint(result)]).toEqual([command, 0, undefined]);
  }
});

it("says that seeing whose program is there needs CAP_SYS_ADMIN, and leaves it there", () => {
  run(["sys_admin", "net_admin"], "attach", "veth1", "filter", "--persist");
  for (const command of [
    ["status"],
    ["stats", "veth1"],
    ["detach", "veth1"],
    ["attach", "veth1", "filter", "--persist"],
  ]) {
    const result = run(["bpf", "perfmon", "net_admin"], ...command);
    expect(result.code).toBe(4);
    expect(message(result)).toMatch(/^looking into a program that is attached needs CAP_SYS_ADMIN,/);
  }
  expect(run(["sys_admin"], "status").code).toBe(0);
  const result = run(["sys_admin"], "detach", "veth1");
  expect(result.code).toBe(4);
  expect(message(result)).toMatch(/^detaching a program needs CAP_NET_ADMIN,/);
  expect(run(["sys_admin", "net_admin"], "detach", "veth1").code).toBe(0);
});

it("says that entering another namespace needs CAP_SYS_ADMIN", () => {
  const result = run(["net_admin"], "status", "--netns", sandbox.left.netns);
  expect(result.code).toBe(4);
  expect(message(result)).toMatch(/^entering a network namespace needs CAP_SYS_ADMIN,/);
});

it("says so when the capabilities are there in a user namespace only", () => {
  const result = xdpgen(["attach", "lo", "filter", "--persist", "--json"], {
    cwd: project.directory,
    under: ["unshare", "--user", "--map-root-user", "--net"],
  });
  expect(result.code).toBe(4);
  expect(message(result)).toContain("in the initial user namespace");
});
