import { nanoseconds } from "../kernel/clocks.js";
import { LIMITER_TIME_SHIFT, WATCH } from "../manifest/index.js";

/** How much of what is dropped is shown at most; the kernel holds to it. */
export interface WatchRate {
  /** Packets a second, above 0. */
  readonly rate: number;
  /** So many may come at once. At least 1. */
  readonly burst: number;
}

/** The right to watch a program, which one process has at a time. Without being renewed it ends after 3 s, also when the process was killed. */
export interface WatchLease {
  /** CLOCK_MONOTONIC, nanoseconds: what the program wrote before was not meant for this process. */
  readonly since: bigint;
  /** Goes on; false when somebody else has it by now. */
  renew(): boolean;
  /** Packets that were not shown, since the lease was taken. */
  missed(): bigint;
  end(): void;
}

const LEASE = 3_000_000_000n;
const SECOND = 1_000_000_000;

/** Takes the lease in struct watch of watch.h; undefined when somebody else has it. `slot` is a rule's, or WATCH_ALL. */
export function takeLease(
  state: ArrayBuffer,
  slot: number,
  { rate, burst }: WatchRate,
): WatchLease | undefined {
  // Numbers of 64 bits are read and written in one step, as the program does it.
  const word = (at: number) => new BigUint64Array(state, at, 1);
  const [until, missed] = [word(WATCH.until), word(WATCH.missed)];
  const cost = BigInt(Math.round(SECOND / rate)) << LIMITER_TIME_SHIFT;
  const missedBefore = Atomics.load(missed, 0);
  let since = 0n;

  function claim(): bigint | undefined {
    const now = nanoseconds("monotonic");
    const was = Atomics.load(until, 0);
    // A lease that is over is 0 as soon as the program sees a packet.
    if (was > now || Atomics.compareExchange(until, 0, was, now + LEASE) !== was) return undefined;
    Atomics.store(word(WATCH.cost), 0, cost);
    Atomics.store(word(WATCH.depth), 0, cost * BigInt(burst));
    Atomics.store(word(WATCH.full), 0, 0n);
    new DataView(state).setUint32(WATCH.slot, slot, true);
    since = nanoseconds("monotonic");
    return now + LEASE;
  }
  let mine = claim() ?? claim(); // the program may have set it to 0 in between
  if (mine === undefined) return undefined;
  return {
    get since() {
      return since;
    },
    renew() {
      const next = nanoseconds("monotonic") + LEASE;
      const renewed = mine !== undefined && Atomics.compareExchange(until, 0, mine, next) === mine;
      // It ran out while this process stood still.
      mine = renewed ? next : (claim() ?? claim());
      return mine !== undefined;
    },
    missed: () => Atomics.load(missed, 0) - missedBefore,
    end() {
      if (mine !== undefined) Atomics.compareExchange(until, 0, mine, 0n);
      mine = undefined;
    },
  };
}
