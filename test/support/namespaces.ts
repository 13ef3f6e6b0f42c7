import { execFileSync, type ExecFileSyncOptions } from "node:child_process";

/** One end of the cable: a network namespace with one interface in it. */
export interface Peer {
  readonly netns: string;
  readonly ifname: string;
  readonly address: string;
  readonly mac: string;
}

/** Two network namespaces with a veth pair between them, which nothing else on the machine sees. */
export interface Sandbox {
  /** Sends. */
  readonly left: Peer;
  /** Receives: programs are attached to its interface. */
  readonly right: Peer;
  /** Runs a program of the machine in a peer's namespace and returns its stdout. Throws when it fails. */
  run(peer: Peer, command: string, ...args: string[]): string;
  /** Runs `ip` on a peer's namespace. */
  ip(peer: Peer, ...args: string[]): string;
  remove(): void;
}

const QUIET: ExecFileSyncOptions & { encoding: "utf8" } = {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "pipe"],
};

/**
 * Makes a sandbox; `label` keeps those of test files apart, at most 8 letters. IPv6 is off and the neighbours are known, so that no frame is on
 * the cable that a test did not send. It is removed by `remove`, and when the process ends.
 */
export function createSandbox(label: string): Sandbox {
  const peer = (side: "left" | "right", host: number): Peer => ({
    netns: `xt-${label}-${process.pid}-${side}`,
    ifname: side === "left" ? "veth0" : "veth1",
    address: `10.99.0.${host}`,
    mac: `02:00:00:00:00:0${host}`,
  });
  const [left, right] = [peer("left", 1), peer("right", 2)];
  const ip = (on: Peer, ...args: string[]): string => execFileSync("ip", ["-n", on.netns, ...args], QUIET);
  const remove = (): void => {
    for (const { netns } of [left, right])
      try {
        execFileSync("ip", ["netns", "del", netns], QUIET);
      } catch {
        // not made, or removed already
      }
  };
  process.once("exit", remove);
  try {
    for (const { netns } of [left, right]) {
      execFileSync("ip", ["netns", "add", netns], QUIET);
      const off = ["net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1"];
      execFileSync("ip", ["netns", "exec", netns, "sysctl", "-qw", ...off], QUIET);
    }
    ip(
      left,
      ...["link", "add", left.ifname, "address", left.mac, "type", "veth"],
      ...["peer", "name", right.ifname, "address", right.mac, "netns", right.netns],
    );
    for (const [here, there] of [
      [left, right],
      [right, left],
    ] as const) {
      ip(here, "addr", "add", `${here.address}/24`, "dev", here.ifname);
      ip(here, "link", "set", here.ifname, "up");
      ip(here, "link", "set", "lo", "up");
      ip(here, "neigh", "add", there.address, "lladdr", there.mac, "dev", here.ifname);
    }
  } catch (error) {
    remove();
    throw error;
  }
  return {
    left,
    right,
    ip,
    run: (on, command, ...args) =>
      execFileSync("nsenter", [`--net=/run/netns/${on.netns}`, command, ...args], QUIET),
    remove() {
      process.off("exit", remove);
      remove();
    },
  };
}
