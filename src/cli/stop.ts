import { setTimeout as sleep } from "node:timers/promises";
import type { Output } from "./output.js";

/** What ends a command that runs until it is told to stop. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The wish to stop: a signal, or nobody reading the output any more. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Wishes it, as a key does on a terminal that sends no signals. */
  request(): void;
  /** Resolves when the wish comes. */
  readonly requested: Promise<void>;
  /** Waits; resolves at once when the wish comes. */
  wait(seconds: number): Promise<void>;
  /** Gives the signals back their usual effect. */
  release(): void;
}

/** From now on signals do not kill the process; they make `signal` aborted. */
export function catchStop(output: Output): Stop {
  const stop = new AbortController();
  const requested = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  const onStop = (): void => stop.abort();
  for (const name of SIGNALS) process.on(name, onStop);
  if (output.closed.aborted) onStop();
  output.closed.addEventListener("abort", onStop);
  return {
    signal: stop.signal,
    request: onStop,
    requested,
    async wait(seconds) {
      if (stop.signal.aborted) return;
      await sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => {});
    },
    release() {
      for (const name of SIGNALS) process.off(name, onStop);
      output.closed.removeEventListener("abort", onStop);
    },
  };
}
