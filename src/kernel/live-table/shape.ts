import { liveLayout, type LiveLayout, type ManifestSet } from "../../manifest/index.js";
import { hasPrefixes, LIVE_TYPES, liveBits, type LiveElement, type LiveSetType } from "../../packet/index.js";

/** A set's measures and what its elements are. */
export interface LiveShape extends LiveLayout {
  readonly type: LiveSetType;
  readonly capacity: number;
  /** Bits of an element, and of the second value of a pair: 0 when it is none. */
  readonly bits: number;
  readonly secondBits: number;
  readonly prefixes: boolean;
}

/** The shape of a set. */
export function liveShape({ type, capacity }: Pick<ManifestSet, "type" | "capacity">): LiveShape {
  return {
    ...liveLayout(type, capacity),
    type,
    capacity,
    bits: liveBits(type),
    secondBits: type.length === 1 ? 0 : LIVE_TYPES[type[1]].bits,
    prefixes: hasPrefixes(type),
  };
}

/**
 * An element as numbers of 32 bits: of a narrow one `word` alone, of a wide one the key, the highest first, and `detail`, which is in the
 * lower half of its tag. live-set.h says which bits are where.
 */
export interface PackedElement {
  readonly wordHi: number;
  readonly wordLo: number;
  readonly key: readonly [number, number, number, number];
  readonly detail: number;
}

const NO_KEY = [0, 0, 0, 0] as const;
const lane = (value: bigint, nth: number): number => Number((value >> BigInt(32 * nth)) & 0xffff_ffffn);

/** Packs an element; of a wide one the word follows from the seed (hash.ts). */
export function packElement({ values, length }: LiveElement, shape: LiveShape): PackedElement {
  const [first, second = 0n] = values as [bigint, bigint?];
  if (shape.wide) {
    const key = [lane(first, 3), lane(first, 2), lane(first, 1), lane(first, 0)] as const;
    const detail = shape.secondBits > 0 ? Number(second) << 16 : length << 8;
    return { wordHi: 0, wordLo: 0, key, detail: detail >>> 0 };
  }
  const word = shape.prefixes
    ? (BigInt(length) << 32n) | first
    : (first << BigInt(shape.secondBits)) | second;
  return { wordHi: lane(word, 1), wordLo: lane(word, 0), key: NO_KEY, detail: 0 };
}

/** The element that was packed. */
export function unpackElement({ wordHi, wordLo, key, detail }: PackedElement, shape: LiveShape): LiveElement {
  if (shape.wide) {
    const first = key.reduce((value, part) => (value << 32n) | BigInt(part), 0n);
    return shape.secondBits > 0
      ? { values: [first, BigInt(detail >>> 16)], length: shape.bits }
      : { values: [first], length: (detail >>> 8) & 0xff };
  }
  const word = (BigInt(wordHi) << 32n) | BigInt(wordLo);
  if (shape.prefixes) return { values: [word & 0xffff_ffffn], length: wordHi };
  if (shape.secondBits === 0) return { values: [word], length: shape.bits };
  const split = BigInt(shape.secondBits);
  return { values: [word >> split, word & ((1n << split) - 1n)], length: shape.bits };
}

/** An element of the object's section (LIVE_ELEMENT_BYTES), packed. */
export function packRecord(words: Uint32Array, at: number, shape: LiveShape): PackedElement {
  const [lo, mid, high, highest] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!];
  const length = words[at + 4]!;
  if (shape.wide) {
    const detail = shape.secondBits > 0 ? (words[at + 5]! << 16) >>> 0 : length << 8;
    return { wordHi: 0, wordLo: 0, key: [highest, high, mid, lo], detail };
  }
  return { wordHi: shape.prefixes ? length : mid, wordLo: lo, key: NO_KEY, detail: 0 };
}
