/*
 * What templates/include/xdpgen/watch.h has for whoever watches. Numbers are little-endian.
 */

/** The ring buffer of packets. */
export const EVENTS_MAP = "xdpgen_events";

/** A packet in it: struct watched. */
export const WATCHED = { time: 0, decided: 8, length: 12, captured: 16, ifindex: 20, bytes: 24 } as const;

/** Of a longer frame so many first bytes are there. */
export const WATCHED_BYTES = 256;

/** The section with who watches, and how much: struct watch. */
export const WATCH_SECTION = ".data.watch";
export const WATCH = { bytes: 48, until: 0, cost: 8, depth: 16, full: 24, missed: 32, slot: 40 } as const;

/** `slot` when all dropped packets are watched. */
export const WATCH_ALL = 0xffff_ffff;

/** Times of limiters are counted in 1/16 ns: LIMITER_TIME_SHIFT of limiter.h. */
export const LIMITER_TIME_SHIFT = 4n;
