import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "../diagnostics/index.js";
import { withNetns } from "./netns.js";
import { SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** The right to change what the interfaces of a network namespace run. The kernel takes it back from whoever dies. */
export interface NetnsLock {
  release(): void;
}

/** flock(2): LOCK_EX | LOCK_NB of sys/file.h. */
const EXCLUSIVE_NOW = 2 | 4;

/** How long one command waits for another, and how often it looks. Loading the largest programs takes some seconds. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 10;

/**
 * Takes the lock, which is on the file of the namespace itself: there is nothing to be left over. Waits for who has it, and fails
 * with XG660 when that takes too long, and with XG609.
 */
export function lockNetns(netns: string | undefined, patienceMs = PATIENCE_MS): NetnsLock {
  const attempt = attemptLock(netns, patienceMs);
  for (;;) {
    const lock = attempt();
    if (lock !== undefined) return lock;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
}

/** Runs `act` under the lock. Others of this process go on while it waits: one of them may have the lock. */
export async function underNetnsLock<T>(netns: string | undefined, act: () => T | Promise<T>): Promise<T> {
  const lock = await awaitLock(netns);
  try {
    return await act();
  } finally {
    lock.release();
  }
}

/** Runs `act`, which takes the lock itself and does not let others of this process go on, when none of them has it. */
export async function afterNetnsLock<T>(netns: string | undefined, act: () => T): Promise<T> {
  const lock = await awaitLock(netns);
  lock.release();
  return act();
}

async function awaitLock(netns: string | undefined): Promise<NetnsLock> {
  const attempt = attemptLock(netns, PATIENCE_MS);
  for (;;) {
    const lock = attempt();
    if (lock !== undefined) return lock;
    await sleep(LOOK_MS);
  }
}

/** Tries to take the lock whenever it is called: undefined while it is worth waiting. Fails with XG660 and XG609. */
function attemptLock(netns: string | undefined, patienceMs: number): () => NetnsLock | undefined {
  const file = withNetns(netns, () => openSync("/proc/self/ns/net", "r"));
  const end = performance.now() + patienceMs;
  return () => {
    if (native().flock(file, EXCLUSIVE_NOW) === 0) return { release: () => closeSync(file) };
    const error = new SystemError("flock", native().errno());
    if (error.code === "EAGAIN" && performance.now() < end) return undefined;
    const who = holder(fstatSync(file).ino);
    closeSync(file);
    if (error.code !== "EAGAIN") throw error;
    return fail("XG660", { who, seconds: Math.round(patienceMs / 1000) });
  };
}

/** Who has it, in words, by proc_locks(5): its process id, and what it is if that is to be seen from here. */
function holder(inode: number): string {
  const line = readFileSync("/proc/locks", "utf8")
    .split("\n")
    .find((text) => text.includes("FLOCK") && text.includes(`:${inode} `) && !text.includes("->"));
  const pid = line?.trim().split(/\s+/)[4];
  if (pid === undefined) return "another process";
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    // It is anybody's text, and goes to a terminal.
    return `process ${pid} (${command.replace(/[^\x20-\x7e]/g, "?").slice(0, 80)})`;
  } catch {
    return `process ${pid}`;
  }
}
