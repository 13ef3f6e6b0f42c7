import { writeSync } from "node:fs";
import { lockNetns } from "../../kernel/netns-lock.js";
import { queryAttachment } from "../../kernel/attachment.js";
import { change } from "../../kernel/change.js";
import { openProgram } from "../../kernel/sys/bpf.js";
import type { Interface } from "../../kernel/interface.js";
import { watchOf, type Watch } from "./pending.js";

/*
 * A process of its own, in the network namespace that it is for: it goes back to the program that was there before, unless it is told
 * within the time that the new one stays. It holds both programs, so that there is something to go back to, and looks at nothing
 * else: its session, its terminal and whoever started it may end. SIGUSR2 confirms; the kernel lets only the same user send it.
 */

const watch = watchOf(process.argv);
if (watch === undefined) throw new Error("the watchdog's command line is not what it should be");
keepWatch(watch);

function keepWatch({ ifindex, programId, before, until }: Watch): void {
  const on: Interface = { name: `interface ${ifindex}`, ifindex };
  const ours = openProgram(programId);
  const old = before === 0 ? -1 : openProgram(before);
  // Gone before we began: then there is nothing to watch, or nothing to go back to.
  if (ours === undefined || old === undefined) throw new Error("a program has gone");

  // When the timer has gone there is nothing left to wait for, and the process ends.
  const timer = setTimeout(() => goBack(on, ours, old, programId), Math.max(0, until - Date.now()));
  process.on("SIGUSR2", () => clearTimeout(timer));
  process.on("SIGHUP", () => {}); // the terminal has gone: that is what it is for
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {
    clearTimeout(timer);
    goBack(on, ours, old, programId); // nobody can confirm any more
  });
  sayReady();
}

/** Whoever started it waits for this, and may have gone by now. */
function sayReady(): void {
  try {
    writeSync(1, "ready\n");
  } catch {
    // then nothing has been attached, and there will be nothing to do
  }
}

function goBack(on: Interface, ours: number, old: number, programId: number): void {
  const lock = lockUnlessStuck();
  try {
    const running = queryAttachment(on.ifindex);
    // Somebody else has decided what runs there: that stays.
    if (running === undefined || running === "gone" || running.programId !== programId) return;
    change(on, old, running.mode, { kind: "runs", fd: ours });
  } finally {
    lock?.release();
  }
}

/** A command that hangs does not keep us from going back: the kernel itself changes nothing that has been replaced in the meantime. */
function lockUnlessStuck() {
  try {
    return lockNetns(undefined);
  } catch {
    return undefined;
  }
}
