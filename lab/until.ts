import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL_MS = 50;

/** Asks again and again until it holds. @throws Error after that many seconds, naming what did not come true. */
export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await sleep(INTERVAL_MS);
  }
}
