import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findPrograms } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { writeLiveObject } from "../support/live-program.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("lockout");
  project = createProject();
  // UDP to port 9 passes, and nothing else does.
  writeLiveObject(project.directory, "strict", [{ name: "nine", port: 9, action: "pass" }], {
    policy: "drop",
  });
  writeLiveObject(project.directory, "open", [{ name: "nine", port: 9, action: "drop" }]);
  writeLiveObject(project.directory, "no-dhcp", [{ name: "bootpc", port: 68, action: "drop" }]);
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

/** As if somebody were logged in from `peer`; "" for nobody. */
const attach = (peer: string, ...args: string[]) =>
  xdpgen(["attach", sandbox.right.ifname, ...args, "--persist", "--json", "--netns", sandbox.right.netns], {
    cwd: project.directory,
    under: ["env", `SSH_CONNECTION=${peer === "" ? "" : `${peer} 40000 ${sandbox.right.address} 22`}`],
  });
const running = () => findPrograms(sandbox.right.ifname, { netns: sandbox.right.netns }).length;

/** Runs `act` while the interface has one more thing of `ip`. */
function having(what: readonly string[], act: () => void): void {
  sandbox.ip(sandbox.right, what[0]!, "add", ...what.slice(1), "dev", sandbox.right.ifname);
  try {
    act();
  } finally {
    sandbox.ip(sandbox.right, what[0]!, "del", ...what.slice(1), "dev", sandbox.right.ifname);
  }
}

describe("an SSH session over the interface", () => {
  it("is not cut off: the rule that would do it is named, and nothing changes", () => {
    const refused = attach(sandbox.left.address, "strict");
    expect(refused.code).toBe(1);
    expect(complaint(refused)).toMatchObject({ code: "XG661" });
    expect(complaint(refused)!.message).toContain(`the SSH session from ${sandbox.left.address}`);
    expect(complaint(refused)!.message).toContain("the policy");
    expect(running()).toBe(0);
  });

  it("is cut off when that is wanted, and is not with --monitor", () => {
    expect(attach(sandbox.left.address, "strict", "--monitor").code).toBe(0);
    expect(attach(sandbox.left.address, "strict").code).toBe(1);
    expect(attach(sandbox.left.address, "strict", "--allow-lockout").code).toBe(0);
  });

  it("does not forbid rules that let it be", () => {
    expect(attach(sandbox.left.address, "open")).toMatchObject({ code: 0 });
  });

  it("does not matter when it comes in by another interface, or belongs to another machine", () => {
    having(["route", "default", "via", "10.99.0.1"], () => {
      // Through the gateway, which must then be reachable.
      expect(complaint(attach("192.0.2.7", "strict"))!.message).toContain("192.0.2.7");
    });
    expect(attach("192.0.2.7", "strict")).toMatchObject({ code: 0 });
  });
});

describe("a live set that goes on", () => {
  it("is looked into as it is at the moment", () => {
    for (const name of ["ban-only", "ban-and-look"]) {
      const out = path.join(project.directory, "generated", name);
      expect(xdpgen(["build", `test/privileged/rules/${name}.ts`, "-o", out]).code).toBe(0);
    }
    const peer = sandbox.left.address;
    expect(attach(peer, "ban-only").code).toBe(0);
    expect(attach(peer, "ban-and-look").code).toBe(0);
    expect(attach(peer, "ban-only").code).toBe(0);
    sendUdp(sandbox, 9, 1); // it bans its sender
    const refused = attach(peer, "ban-and-look");
    expect(complaint(refused)!.message).toMatch(/rule "banned"/);
    expect(attach("", "ban-and-look").code).toBe(0);
  });
});

describe("the network itself", () => {
  it("is not cut off: the gateway's ARP must pass", () => {
    having(["route", "default", "via", "10.99.0.1"], () => {
      const refused = attach("", "strict");
      expect(complaint(refused)).toMatchObject({ code: "XG661" });
      expect(complaint(refused)!.message).toMatch(/the default gateway 10\.99\.0\.1.*ARP/);
      expect(attach("", "open").code).toBe(0);
    });
  });

  it("keeps its lease: DHCP must pass, and the line of the rule is named", () => {
    sandbox.ip(
      sandbox.right,
      ...["addr", "add", "10.99.0.77/24", "dev", "veth1", "valid_lft", "1000", "preferred_lft", "1000"],
    );
    try {
      const refused = attach("", "no-dhcp");
      expect(complaint(refused)!.message).toMatch(/DHCP lease of 10\.99\.0\.77.*rule "bootpc"/);
      expect(complaint(refused)).toMatchObject({
        location: { file: "rules/no-dhcp.ts", line: 3, column: 3 },
      });
    } finally {
      sandbox.ip(sandbox.right, "addr", "del", "10.99.0.77/24", "dev", "veth1");
    }
    expect(attach("", "no-dhcp").code).toBe(0);
  });

  it("is no matter of an interface that nothing leads over", () => {
    expect(attach("", "strict").code).toBe(0);
  });
});
