import { setTimeout as sleep } from "node:timers/promises";
import { start, type Ended } from "../command-line.js";

/** Runs a command and kills it after so many milliseconds, or lets it end before. */
export async function killAfter(cli: string, args: readonly string[], milliseconds: number): Promise<Ended> {
  const { child, ended } = start(cli, args);
  const done = new AbortController();
  void sleep(milliseconds, undefined, { signal: done.signal }).then(
    () => child.kill("SIGKILL"),
    () => {}, // it has ended before
  );
  const how = await ended;
  done.abort();
  return how;
}

/** Runs a command and kills it as it enters a system call for the nth time, the first time being 1. */
export const killAt = (cli: string, args: readonly string[], call: string, nth: number): Promise<Ended> =>
  start(cli, args, [
    ...["strace", "-f", "-qq", "-o", "/dev/null"],
    ...["-e", `trace=${call}`, "-e", `inject=${call}:signal=SIGKILL:when=${nth}`],
  ]).ended;

/** System calls by which a command changes something that outlives it, or that come between two such. Needs strace. */
export const CALLS = ["bpf", "sendto", "sendmsg", "flock", "setns", "membarrier"] as const;
