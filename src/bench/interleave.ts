import { median, quantile } from "./statistics.js";

/** Something that is timed against others. */
export interface Contender {
  readonly name: string;
  /** Nanoseconds a packet, for each of `passes` passes through the trace; at least one. */
  time(passes: number): readonly number[];
  /** Packets a pass. */
  readonly packets: number;
}

/** What a contender took, in nanoseconds a packet. */
export interface Timing {
  readonly name: string;
  /** The fastest pass of all. */
  readonly minNs: number;
  /** Of the rounds' medians: the median, and the quarters below and above it. */
  readonly medianNs: number;
  readonly q1Ns: number;
  readonly q3Ns: number;
  readonly rounds: number;
}

export interface Effort {
  readonly rounds: number;
  /** About how long a contender is run in a round, in milliseconds. */
  readonly milliseconds: number;
}

/**
 * Times contenders in turns, A to Z and then Z to A: a machine that becomes faster or slower in between does it to all of them.
 * `onRound` is told before each round.
 */
export function interleave(
  contenders: readonly Contender[],
  { rounds, milliseconds }: Effort,
  onRound: (round: number) => void = () => {},
): Timing[] {
  const taken = contenders.map((contender) => ({
    contender,
    // A first run says how long a pass takes, and fills caches.
    passes: passesIn(milliseconds, contender.packets, Math.min(...contender.time(1))),
    medians: [] as number[],
    min: Infinity,
  }));
  for (let round = 0; round < rounds; round++) {
    onRound(round);
    for (const one of round % 2 === 0 ? taken : taken.toReversed()) {
      const times = one.contender.time(one.passes);
      one.medians.push(median(times));
      one.min = Math.min(one.min, ...times);
    }
  }
  return taken.map(({ contender, medians, min }) => ({
    name: contender.name,
    minNs: min,
    medianNs: median(medians),
    q1Ns: quantile(medians, 0.25),
    q3Ns: quantile(medians, 0.75),
    rounds,
  }));
}

function passesIn(milliseconds: number, packets: number, nsPerPacket: number): number {
  return Math.max(1, Math.round((milliseconds * 1e6) / (nsPerPacket * packets)));
}
