/** How many processes change the set at once. */
export const WORKERS = 8;

/** Keys of each process's own, which nobody else touches. */
export const OWN = 512;

/** Keys that all processes change. The last word on each has one of them, when the others have ended. */
const SHARED = 64;

/** How long elements stay that end by themselves. */
export const SHORT_MS = 200;

/** By how much later than its deadline an element may end: the set counts in steps of 67 ms, and the kernel's clock in up to 10 ms. */
export const LATE_MS = 100;

const inNet = (net: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${net}.${i >> 8}.${i & 255}`);

/** In the set all the time; never in it; everybody's. */
export const STABLE: readonly string[] = inNet("198.51", 256);
export const FOREIGN: readonly string[] = inNet("192.0", 256);
export const SHARED_KEYS: readonly string[] = inNet("10.200", SHARED);

export const ownKeys = (worker: number): readonly string[] => inNet(`10.${worker}`, OWN);

/** Who has the last word on a shared key, and whether he puts it in. */
export const lastWriter = (key: number): number => key % WORKERS;
export const isLeftIn = (key: number): boolean => (key / WORKERS) % 2 < 1;

/** The content with which a process replaces everything for the nth time: of no other process, and not of its last time. */
export const generation = (worker: number, nth: number): readonly string[] => [
  ...STABLE,
  ...inNet(`10.${100 + worker}`, 256 + (nth % 256)).slice(nth % 256),
];

/** What a process is told to do. It goes on with the first two until it is told to stop. */
export type Order = "change" | "replace" | "stop" | "last-words";

/** What it says when it has begun, and when it has done what it was told. */
export type Answer =
  | { readonly kind: "ready" }
  | {
      readonly kind: "done";
      readonly operations: number;
      readonly wrong: readonly string[];
      /** Its own keys that are in the set; of `replace` the content that it put there last. */
      readonly mine: readonly string[];
    };
