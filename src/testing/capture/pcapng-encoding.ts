import type { Encoding } from "./encoding.js";
import { ETHERNET } from "./link-types.js";

const BLOCK = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const OPTION_RESOLUTION = 9;

/** Type and length before a body, the length behind it. */
const HEAD = 8;
const TAIL = 4;

/** pcapng 1.0 of one section and one interface (draft-ietf-opsawg-pcapng), enhanced packet blocks only. */
export const PCAPNG: Encoding = {
  header(little, ticksOfASecond) {
    const section = block(BLOCK.section, 16, 0, little, (view) => {
      view.setUint32(8, BYTE_ORDER_MAGIC, little);
      view.setUint16(12, 1, little);
      // The section's length is not given.
      view.setBigInt64(16, -1n, little);
    });
    const described = block(BLOCK.interface, 20, 0, little, (view) => {
      view.setUint16(8, ETHERNET, little);
      view.setUint16(16, OPTION_RESOLUTION, little);
      view.setUint16(18, 1, little);
      view.setUint8(20, String(ticksOfASecond).length - 1);
      // The end of the options is four zeros, and so is the limit to the length of packets: there is none.
    });
    return Uint8Array.from([...section.flat(), ...described.flat()].flatMap((part) => [...part]));
  },
  lastTick: () => 0xffff_ffff_ffff_ffffn,
  packet({ bytes, wireLength, ticks }, little) {
    const [head, tail] = block(BLOCK.packet, 20, bytes.length, little, (view) => {
      view.setUint32(12, Number(ticks >> 32n), little);
      view.setUint32(16, Number(ticks & 0xffff_ffffn), little);
      view.setUint32(20, bytes.length, little);
      view.setUint32(24, wireLength, little);
    });
    return [head, bytes, tail];
  },
};

/** A block around `payload` bytes: all before them, `fixed` bytes of the body among it, and all behind them, padding included. */
function block(
  type: number,
  fixed: number,
  payload: number,
  little: boolean,
  fill: (view: DataView) => void,
): readonly [Uint8Array, Uint8Array] {
  const padding = -payload & 3;
  const length = HEAD + fixed + payload + padding + TAIL;
  const head = new DataView(new ArrayBuffer(HEAD + fixed));
  head.setUint32(0, type, little);
  head.setUint32(4, length, little);
  fill(head);
  const tail = new DataView(new ArrayBuffer(padding + TAIL));
  tail.setUint32(padding, length, little);
  return [new Uint8Array(head.buffer), new Uint8Array(tail.buffer)];
}
