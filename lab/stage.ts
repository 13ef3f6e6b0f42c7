/** Where the scenario is played. The scenario knows nothing of namespaces or containers. */
import type { Foreground, RunResult } from "./run.js";

/** The host is the machine that the services' network hangs on, not a service. */
export type Place = "a" | "b" | "host";

export interface Stage {
  /** For the heading, such as `network namespaces`. */
  readonly title: string;
  /** How the host reaches B, and B's guarded service: not the same everywhere, since containers publish ports. */
  readonly hostUrlOfB: string;
  readonly hostUrlOfGuarded: string;
  /** Makes the network and starts both services. @throws Error when it cannot; `stop` is due all the same. */
  start(): Promise<void>;
  /** Runs a program to its end; `xdpgen` is found in every place that has a filter. */
  exec(place: Place, argv: readonly string[]): Promise<RunResult>;
  /** Starts a program in the foreground of a place. */
  spawn(place: Place, argv: readonly string[]): Foreground;
  /** Removes all that `start` made, also half of it. Can be called twice. */
  stop(): Promise<void>;
}

/** Seconds after which no answer counts as none. A dropped packet is silent, so this is waited for in full. */
export const PATIENCE = 1;

/** What an HTTP client in that place gets: the first line of the answer, or a word for what came instead. */
export async function get(stage: Stage, place: Place, url: string): Promise<string> {
  const client = ["curl", "--silent", "--show-error", "--max-time", String(PATIENCE), url];
  const { exitCode, stdout, stderr } = await stage.exec(place, client);
  // 28: curl's own code for a time-out.
  if (exitCode === 28) return "no answer";
  return exitCode === 0 ? stdout.trim() : stderr.trim();
}
