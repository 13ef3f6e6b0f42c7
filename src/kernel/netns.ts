import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { fail } from "../diagnostics/index.js";
import { failForPrivilege } from "./capabilities.js";
import { errnoName, SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** CLONE_NEWNET of linux/sched.h. */
const NETWORK = 0x4000_0000;

/** Where `ip netns add` puts names. */
const NAMED = "/run/netns";

/**
 * Runs `act` in a network namespace, a name of `ip netns` or a path such as `/proc/123/ns/net`; undefined is the one we are in.
 * Enters, acts and leaves on the main thread, so `act` must not be asynchronous.
 * Fails with XG609 (no such namespace) and XG603 (no privilege to enter it).
 */
export function withNetns<T>(netns: string | undefined, act: () => T): T {
  if (netns === undefined) return act();
  const home = openSync("/proc/self/ns/net", "r");
  try {
    enter(netns);
    try {
      return act();
    } finally {
      goHome(home);
    }
  } finally {
    closeSync(home);
  }
}

/** Going on in the wrong namespace would change the wrong interface, so failure is no diagnostic but an end. */
function goHome(home: number): void {
  if (native().setns(home, NETWORK) < 0) throw new SystemError("setns", native().errno());
}

function enter(netns: string): void {
  const namespace = open(netns);
  try {
    if (native().setns(namespace, NETWORK) === 0) return;
    const code = errnoName(native().errno());
    if (code === "EPERM") failForPrivilege("entering a network namespace");
    fail("XG609", { netns, reason: code === "EINVAL" ? "it is something else" : code });
  } finally {
    closeSync(namespace);
  }
}

function open(netns: string): number {
  const file = netns.includes("/") ? netns : path.join(NAMED, netns);
  try {
    return openSync(file, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail("XG609", {
      netns,
      reason: code === "ENOENT" ? `${file} does not exist` : `${file}: ${code}`,
    });
  }
}
