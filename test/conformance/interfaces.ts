import { execFileSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { withNetns } from "../../src/kernel/netns.js";

/** A network namespace of a test's own, with interfaces for frames to come in through. */
export interface Stage {
  /** Runs `act`, which is not asynchronous, inside the namespace. */
  readonly inside: <T>(act: () => T) => T;
  readonly remove: () => void;
}

/** As many receive queues as each interface has. */
export const QUEUES = 256;
/** Interfaces are made with these indices only. */
export const MAX_IFINDEX = 4096;

/**
 * Makes a namespace with one interface for each index but 1, which is the loopback interface. Their peers have indices
 * beyond. The namespace loses its name at once and lives by a file descriptor, so it goes with this process however that ends.
 */
export function makeStage(indices: Iterable<number>): Stage {
  const name = `xdpgen-conformance-${process.pid}`;
  const ip = (...args: string[]) => execFileSync("ip", args, { timeout: 10_000 });
  ip("netns", "add", name);
  try {
    for (const index of new Set(indices)) {
      if (index === 1) continue;
      const link = ["add", `x${index}`, "index", `${index}`, "numrxqueues", `${QUEUES}`];
      const peer = ["peer", "name", `y${index}`, "index", `${MAX_IFINDEX + index}`];
      ip("-n", name, "link", ...link, "type", "veth", ...peer);
    }
    const namespace = openSync(`/run/netns/${name}`, "r");
    return {
      inside: (act) => withNetns(`/proc/self/fd/${namespace}`, act),
      remove: () => closeSync(namespace),
    };
  } finally {
    ip("netns", "del", name);
  }
}
