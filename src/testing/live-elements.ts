import type { LiveSet } from "../ir/index.js";
import { hasPrefixes, LIVE_TYPES, type LiveElement } from "../packet/index.js";

/** What is in a live set at a time. Times are nanoseconds of the clock that packets come with. */
export interface LiveElements {
  /** Adds an element, or gives it a later deadline, never an earlier one: from then on it is not there; undefined: it stays. */
  add(element: LiveElement, deadline: bigint | undefined, now: bigint): void;
  /** Whether the values, of a pair both, are an element at that time, or lie in a prefix that is one. */
  has(values: readonly bigint[], now: bigint): boolean;
}

const keyOf = (values: readonly bigint[], length: number) => `${length}:${values.join(",")}`;

/** The elements that a set has from the start. */
export function createLiveElements({ type, capacity, elements }: LiveSet): LiveElements {
  /** The deadline of each element. */
  const deadlines = new Map<string, bigint | undefined>();
  const lengths = new Set<number>();
  const { bits } = LIVE_TYPES[type[0]];
  const isThere = (key: string, now: bigint) => {
    if (!deadlines.has(key)) return false;
    const deadline = deadlines.get(key);
    return deadline === undefined || now < deadline;
  };
  const isFull = (now: bigint) => {
    if (deadlines.size < capacity) return false;
    for (const key of deadlines.keys()) if (!isThere(key, now)) deadlines.delete(key);
    return deadlines.size >= capacity;
  };
  const put = ({ values, length }: LiveElement, deadline: bigint | undefined) => {
    deadlines.set(keyOf(values, length), deadline);
    lengths.add(length);
  };
  for (const element of elements) put(element, undefined);
  return {
    add(element, deadline, now) {
      const key = keyOf(element.values, element.length);
      if (isThere(key, now) && isLater(deadlines.get(key), deadline)) return;
      if (deadlines.has(key) || !isFull(now)) put(element, deadline);
    },
    has: (values, now) =>
      [...lengths].some((length) => {
        const prefix = hasPrefixes(type) ? values.map((value) => firstBits(value, length, bits)) : values;
        return isThere(keyOf(prefix, length), now);
      }),
  };
}

/** A value of `bits` bits with all but the first `length` of them 0. */
export function firstBits(value: bigint, length: number, bits: number): bigint {
  const hosts = BigInt(bits - length);
  return (value >> hosts) << hosts;
}

/** Whether a deadline is later than another; none is the latest. */
const isLater = (one: bigint | undefined, other: bigint | undefined): boolean =>
  one === undefined || (other !== undefined && one > other);
