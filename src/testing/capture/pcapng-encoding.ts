import type { Encoding } from "./encoding.js";
import { ETHERNET } from "./link-types.js";

const BLOCK = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** Options: any block's comment, an interface's name and the resolution of its times. */
const OPTION = { end: 0, comment: 1, name: 2, resolution: 9 } as const;

/** An option's value has a length of 16 bits. */
const LONGEST_OPTION = 0xffff;

/** Type and length before a body, the length behind it. */
const HEAD = 8;
const TAIL = 4;

/** pcapng 1.0 of one section and one interface (draft-ietf-opsawg-pcapng), enhanced packet blocks only. */
export const PCAPNG: Encoding = {
  header(little, ticksOfASecond, from) {
    const section = block(BLOCK.section, 16, 0, [], little, (view) => {
      view.setUint32(8, BYTE_ORDER_MAGIC, little);
      view.setUint16(12, 1, little);
      // The section's length is not given.
      view.setBigInt64(16, -1n, little);
    });
    const resolution = Uint8Array.of(String(ticksOfASecond).length - 1);
    const described = options(little, [
      ...(from === undefined ? [] : [[OPTION.name, utf8(from.name)] as const]),
      [OPTION.resolution, resolution],
    ]);
    const interfaceBlock = block(BLOCK.interface, 8, 0, described, little, (view) => {
      view.setUint16(8, ETHERNET, little);
      // 0: there is no limit.
      view.setUint32(12, from?.snapLength ?? 0, little);
    });
    return Uint8Array.from([...section, ...interfaceBlock].flatMap((part) => [...part]));
  },
  lastTick: () => 0xffff_ffff_ffff_ffffn,
  packet({ bytes, wireLength, ticks, comment }, little) {
    const said = comment === undefined ? [] : options(little, [[OPTION.comment, utf8(comment)]]);
    const [head, tail] = block(BLOCK.packet, 20, bytes.length, said, little, (view) => {
      view.setUint32(12, Number(ticks >> 32n), little);
      view.setUint32(16, Number(ticks & 0xffff_ffffn), little);
      view.setUint32(20, bytes.length, little);
      view.setUint32(24, wireLength, little);
    });
    return [head, bytes, tail];
  },
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text).subarray(0, LONGEST_OPTION);

const paddingOf = (length: number): number => -length & 3;

/** Options as they stand at the end of a block's body: number, length, value and padding each, and the end of them. */
function options(
  little: boolean,
  list: readonly (readonly [option: number, value: Uint8Array])[],
): readonly number[] {
  const word = (value: number) => (little ? [value & 0xff, value >> 8] : [value >> 8, value & 0xff]);
  return [...list, [OPTION.end, new Uint8Array()] as const].flatMap(([option, value]) => [
    ...word(option),
    ...word(value.length),
    ...value,
    ...Array.from({ length: paddingOf(value.length) }, () => 0),
  ]);
}

/**
 * A block around `payload` bytes: all before them, `fixed` bytes of the body among it, and all behind them, padding and the body's
 * options included.
 */
function block(
  type: number,
  fixed: number,
  payload: number,
  behind: readonly number[],
  little: boolean,
  fill: (view: DataView) => void,
): readonly [Uint8Array, Uint8Array] {
  const padding = paddingOf(payload);
  const length = HEAD + fixed + payload + padding + behind.length + TAIL;
  const head = new DataView(new ArrayBuffer(HEAD + fixed));
  head.setUint32(0, type, little);
  head.setUint32(4, length, little);
  fill(head);
  const tail = new DataView(new ArrayBuffer(padding + behind.length + TAIL));
  const bytes = new Uint8Array(tail.buffer);
  bytes.set(behind, padding);
  tail.setUint32(padding + behind.length, length, little);
  return [new Uint8Array(head.buffer), bytes];
}
