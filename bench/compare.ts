import type { Row } from "./row.js";

/** One candidate in one case, in two runs. */
export interface Change {
  readonly case: string;
  readonly candidate: string;
  readonly mode: string;
  /** Nanoseconds over the floor in the old run and in the new one. */
  readonly oldNs: number;
  readonly newNs: number;
  /** What differs by less than this is noise. */
  readonly noiseNs: number;
}

export interface Comparison {
  readonly worse: readonly Change[];
  readonly better: readonly Change[];
  /** How many rows differ by no more than the noise. */
  readonly same: number;
  /** What only one of the runs has: `ipv4-exact-8-hit xdpgen wrapper`. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
}

/** Smaller differences than this are never told, in nanoseconds: min over passes is no more exact. */
const LEAST: Readonly<Record<Row["mode"], number>> = { wrapper: 0.5, live: 10 };

/** How much of a time may be noise beside the spread of the rounds: runs are of different minutes. */
const SHARE = 0.05;

/**
 * Compares what each candidate took over the floor of its own run, so that a machine that is faster as a whole changes nothing.
 * The floors themselves are not compared.
 */
export function compare(before: readonly Row[], after: readonly Row[]): Comparison {
  const [old, now] = [index(before), index(after)];
  const changes = [...now].flatMap(([key, row]) => {
    const earlier = old.get(key);
    return earlier === undefined || key.includes(" floor-") ? [] : [changeOf(earlier, row)];
  });
  const by = (change: Change): number => change.newNs - change.oldNs;
  const worse = changes.filter((change) => by(change) > change.noiseNs);
  const better = changes.filter((change) => -by(change) > change.noiseNs);
  return {
    worse,
    better,
    same: changes.length - worse.length - better.length,
    onlyOld: [...old.keys()].filter((key) => !now.has(key)),
    onlyNew: [...now.keys()].filter((key) => !old.has(key)),
  };
}

function index(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [`${row.case} ${row.candidate} ${row.mode}`, row]));
}

function changeOf(old: Row, now: Row): Change {
  const spread = Math.max(old.q3Ns - old.q1Ns, now.q3Ns - now.q1Ns);
  return {
    case: now.case,
    candidate: now.candidate,
    mode: now.mode,
    oldNs: old.overFloorNs,
    newNs: now.overFloorNs,
    noiseNs: Math.max(LEAST[now.mode], spread, SHARE * old.minNs),
  };
}

/** What a comparison says, a line a change. */
export function comparisonLines({ worse, better, same, onlyOld, onlyNew }: Comparison): string[] {
  const line = (word: string, { oldNs, newNs, noiseNs, ...row }: Change): string =>
    `${word}  ${row.case} ${row.candidate} ${row.mode}: ${oldNs.toFixed(1)} → ${newNs.toFixed(1)} ns over the floor (noise ${noiseNs.toFixed(1)})`;
  return [
    ...worse.map((change) => line("worse ", change)),
    ...better.map((change) => line("better", change)),
    ...onlyOld.map((key) => `gone    ${key}`),
    ...onlyNew.map((key) => `new     ${key}`),
    `${worse.length} worse, ${better.length} better, ${same} within the noise`,
  ];
}
