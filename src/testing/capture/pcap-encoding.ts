import type { Encoding } from "./encoding.js";
import { ETHERNET } from "./link-types.js";

const MAGIC = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const;
const MICROSECONDS_OF_A_SECOND = 1_000_000n;

/** What readers may have to make room for; libpcap's own limit. */
const SNAP_LENGTH = 262_144;

/** Seconds have 32 bits. */
const LAST_SECOND = 0xffffffffn;

/** Classic pcap 2.4 (draft-ietf-opsawg-pcap). */
export const PCAP: Encoding = {
  header(little, ticksOfASecond) {
    const view = new DataView(new ArrayBuffer(24));
    const resolution = ticksOfASecond === MICROSECONDS_OF_A_SECOND ? "microseconds" : "nanoseconds";
    view.setUint32(0, MAGIC[resolution], little);
    view.setUint16(4, 2, little);
    view.setUint16(6, 4, little);
    view.setUint32(16, SNAP_LENGTH, little);
    view.setUint32(20, ETHERNET, little);
    return new Uint8Array(view.buffer);
  },
  lastTick: (ticksOfASecond) => (LAST_SECOND + 1n) * ticksOfASecond - 1n,
  packet({ bytes, wireLength, ticks }, little, ticksOfASecond) {
    const view = new DataView(new ArrayBuffer(16));
    view.setUint32(0, Number(ticks / ticksOfASecond), little);
    view.setUint32(4, Number(ticks % ticksOfASecond), little);
    view.setUint32(8, bytes.length, little);
    view.setUint32(12, wireLength, little);
    return [new Uint8Array(view.buffer), bytes];
  },
};
