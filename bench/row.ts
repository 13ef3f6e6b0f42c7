import { readFileSync } from "node:fs";
import type { CandidateName } from "./candidates/candidate.js";
import type { Mode } from "./subjects.js";

/** What one candidate took in one case: nanoseconds a packet. */
export interface Row {
  /** `ipv4-exact-1000-hit`. */
  readonly case: string;
  readonly candidate: CandidateName;
  readonly mode: Mode;
  /** Of the fastest pass, the harness's own part included. */
  readonly minNs: number;
  /** Of the rounds' medians: the one in the middle, and the quarters below and above. */
  readonly medianNs: number;
  readonly q1Ns: number;
  readonly q3Ns: number;
  /** `minNs` less that of floor-parse in the same case and mode. */
  readonly overFloorNs: number;
  /** The same of the medians. */
  readonly overFloorMedianNs: number;
  readonly rounds: number;
  /** Milliseconds until the candidate was ready: built, loaded and filled. */
  readonly readyMs: number;
}

/** Where and with what it was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly kernel: string;
  readonly jit: string;
  /** What the kernel says of the CPU's flaws that it works around, by flaw; those that do not affect the CPU are left out. */
  readonly mitigations: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

/** All of one run. */
export interface Results {
  readonly form: "quick" | "full";
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

/** Reads what a run wrote. */
export function readResults(path: string): Results {
  return JSON.parse(readFileSync(path, "utf8")) as Results;
}
