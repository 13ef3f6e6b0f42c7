import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { attach as attachProgram } from "../../src/kernel/attach.js";
import { change } from "../../src/kernel/change.js";
import { detachExactly } from "../../src/kernel/detach.js";
import { findInterface } from "../../src/kernel/interface.js";
import { withNetns } from "../../src/kernel/netns.js";
import { loadObject, readObject } from "../../src/kernel/object.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { countUdp, floodUdp, sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;
let foreign: string;

beforeAll(() => {
  sandbox = createSandbox("attach");
  project = createProject();
  project.compile("filter", "first");
  project.compile("filter", "second"); // the same rules, under another name
  foreign = project.compile("foreign", "foreign");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdpgeneric", "off");
});

const run = (...args: string[]) =>
  xdpgen([...args, "--netns", sandbox.right.netns, "--json"], { cwd: project.directory });
const attach = (...args: string[]) => run("attach", sandbox.right.ifname, ...args, "--persist");
const link = () => sandbox.ip(sandbox.right, "-d", "link", "show", "dev", sandbox.right.ifname);

describe("attaching to a free interface", () => {
  it("attaches in native mode, and the program decides packets", async () => {
    const result = attach("first");
    expect(result).toMatchObject({ code: 0 });
    expect(result.json).toMatchObject([
      { ok: true, event: "attached", mode: "native", name: "first", replaced: null },
    ]);
    expect(link()).toContain(`prog/xdp id ${result.json[0]!.program.id}`);
    const [dropped, passed] = [await countUdp(sandbox.right, 9), await countUdp(sandbox.right, 7)];
    sendUdp(sandbox, 9, 5);
    sendUdp(sandbox, 7, 5);
    expect(await dropped.end()).toBe(0);
    expect(await passed.end()).toBe(5);
  });

  it("takes the program that was built last when none is named", () => {
    project.compile("filter", "latest");
    expect(attach().json[0]).toMatchObject({ name: "latest", object: "generated/latest/xdp.o" });
  });

  it("takes a path, of the object or of its directory", () => {
    expect(attach(`${project.directory}/generated/first/xdp.o`).json[0]).toMatchObject({ name: "first" });
    expect(attach("./generated/second").json[0]).toMatchObject({ name: "second" });
  });

  it("attaches in generic mode when that is asked for", () => {
    expect(attach("first", "--mode", "generic").json[0]).toMatchObject({ mode: "generic", diagnostics: [] });
    expect(link()).toContain("xdpgeneric");
  });

  it("falls back to generic mode when the driver cannot, and says why and what would help", () => {
    sandbox.ip(sandbox.left, "link", "set", sandbox.left.ifname, "mtu", "9000");
    try {
      const { code, json } = attach("first");
      expect(code).toBe(0);
      expect(json[0]).toMatchObject({
        ok: true,
        mode: "generic",
        diagnostics: [{ code: "XG606", severity: "warning" }],
      });
      expect(json[0]!.diagnostics[0]!.message).toMatch(/MTU.*driver veth/i);
      expect(json[0]!.diagnostics[0]!.hint).toContain("mtu 1500");
    } finally {
      sandbox.ip(sandbox.left, "link", "set", sandbox.left.ifname, "mtu", "1500");
    }
  });

  it("does not fall back when a mode is asked for", () => {
    sandbox.ip(sandbox.left, "link", "set", sandbox.left.ifname, "mtu", "9000");
    try {
      const result = attach("first", "--mode", "native");
      expect(result.code).toBe(5);
      expect(complaint(result)).toMatchObject({ code: "XG610" });
      expect(link()).not.toContain("prog/xdp");
    } finally {
      sandbox.ip(sandbox.left, "link", "set", sandbox.left.ifname, "mtu", "1500");
    }
  });

  it("says of a driver without XDP that it has none, and attaches in generic mode", () => {
    sandbox.ip(sandbox.right, "link", "add", "bridge0", "type", "bridge");
    const result = run("attach", "bridge0", "first", "--persist");
    sandbox.ip(sandbox.right, "link", "del", "bridge0");
    expect(result.json[0]).toMatchObject({ mode: "generic" });
    expect(result.json[0]!.diagnostics.map(({ code }) => code)).toEqual(["XG606", "XG602"]);
    expect(result.json[0]!.diagnostics[0]!.message).toContain("bridge has no native XDP");
  });

  it("refuses offload, and says that native is the way", () => {
    const result = attach("first", "--mode", "offload");
    expect(result.code).toBe(5);
    expect(complaint(result)).toMatchObject({
      code: "XG610",
      hint: expect.stringContaining("--mode native"),
    });
  });

  it("attaches to an interface that is down, and says so", () => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "down");
    try {
      const { code, json } = attach("first");
      expect(code).toBe(0);
      expect(json[0]).toMatchObject({ mode: "native", diagnostics: [{ code: "XG602" }] });
    } finally {
      sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "up");
      const { left, right } = sandbox;
      sandbox.ip(right, "neigh", "replace", left.address, "lladdr", left.mac, "dev", right.ifname);
    }
  });

  it("says which interfaces there are when there is no such one", () => {
    const result = run("attach", "veth7", "first", "--persist");
    expect(result.code).toBe(2);
    expect(complaint(result)).toMatchObject({
      code: "XG601",
      hint: expect.stringContaining(sandbox.right.ifname),
    });
  });

  it("says that there is no such namespace", () => {
    const result = xdpgen(["status", "--netns", "no-such-namespace", "--json"]);
    expect([result.code, complaint(result)?.code]).toEqual([2, "XG609"]);
    const file = xdpgen(["status", "--netns", "/etc/passwd", "--json"]);
    expect([file.code, complaint(file)?.code]).toEqual([2, "XG609"]);
  });

  it("enters a namespace by path as well", () => {
    attach("first");
    const result = xdpgen(["status", "--netns", `/run/netns/${sandbox.right.netns}`, "--json"]);
    expect(result.json[0]!.interfaces).toMatchObject([{ interface: sandbox.right.ifname }]);
  });
});

describe("attaching where a program runs", () => {
  it("does not take for free what somebody else took in the meantime", () => {
    const { right } = sandbox;
    const other = loadObject(readObject(project.compile("filter", "other")));
    withNetns(right.netns, () => {
      const on = findInterface(right.ifname);
      expect(change(on, other.fd, "native", { kind: "free" })).toBeUndefined();
      const before = link();
      expect(change(on, other.fd, "native", { kind: "free" })).toMatchObject({ code: "EBUSY" });
      expect(change(on, other.fd, "generic", { kind: "free" })).toMatchObject({ code: "EEXIST" });
      expect(link()).toBe(before);
    });
    other.close();
  });

  it("replaces our own without a packet in between", async () => {
    attach("first");
    const listener = await countUdp(sandbox.right, 9);
    const flood = floodUdp(sandbox, 9);
    const replaced = Array.from({ length: 8 }, (_, i) => attach(i % 2 === 0 ? "second" : "first"));
    expect(await flood.end()).toBeGreaterThan(100);
    expect(await listener.end()).toBe(0);
    expect(replaced.map(({ code }) => code)).toEqual(Array(8).fill(0));
    expect(replaced[1]!.json[0]!.replaced!.id).toBe(replaced[0]!.json[0]!.program.id);
  });

  it("refuses to replace somebody else's, which stays, until it is told to take over", () => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "obj", foreign, "sec", "xdp");
    const before = link();
    const refused = attach("first");
    expect(refused.code).toBe(6);
    expect(complaint(refused)).toMatchObject({
      code: "XG604",
      message: expect.stringContaining("foreign_pass"),
    });
    expect(link()).toBe(before);
    expect(attach("first", "--takeover").json[0]).toMatchObject({ replaced: { name: "foreign_pass" } });
  });

  it("takes --force for --takeover", () => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "obj", foreign, "sec", "xdp");
    expect(attach("first", "--force").code).toBe(0);
  });

  it("replaces in the mode of the program that is there, and refuses another", () => {
    attach("first", "--mode", "generic");
    expect(attach("second").json[0]).toMatchObject({ mode: "generic", diagnostics: [] });
    const result = attach("first", "--mode", "native");
    expect([result.code, complaint(result)?.code]).toEqual([6, "XG605"]);
    expect(link()).toContain("xdpgeneric");
  });
});

describe("detaching", () => {
  it("takes exactly the program that was meant", () => {
    attach("first");
    const { right } = sandbox;
    const other = loadObject(readObject(project.compile("filter", "other")));
    withNetns(right.netns, () => {
      const on = findInterface(right.ifname);
      expect(detachExactly(on, "native", other.fd, 0)).toBe(false);
      expect(link()).toContain("prog/xdp");
      const id = attachProgram(on, other, { mode: "auto", takeover: false }).program.id;
      expect(detachExactly(on, "native", other.fd, id)).toBe(true);
      expect(detachExactly(on, "native", other.fd, id)).toBe(false);
    });
    other.close();
    expect(link()).not.toContain("prog/xdp");
  });

  it("detaches our program", () => {
    const { id } = attach("first").json[0]!.program;
    const result = run("detach", sandbox.right.ifname);
    expect(result).toMatchObject({ code: 0, json: [{ ok: true, event: "detached", program: { id } }] });
    expect(link()).not.toContain("prog/xdp");
  });

  it("says that there is nothing to detach", () => {
    const result = run("detach", sandbox.right.ifname);
    expect([result.code, complaint(result)?.code]).toEqual([2, "XG607"]);
  });

  it("leaves somebody else's program unless it is forced", () => {
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "obj", foreign, "sec", "xdp");
    const result = run("detach", sandbox.right.ifname);
    expect([result.code, complaint(result)?.code]).toEqual([6, "XG612"]);
    expect(link()).toContain("prog/xdp");
    expect(run("detach", sandbox.right.ifname, "--force").code).toBe(0);
    expect(link()).not.toContain("prog/xdp");
  });
});
