import fc from "fast-check";

/** Changes a frame, and may make it longer or shorter. */
export type Mutation = (frame: Uint8Array) => Uint8Array;

/** Where the network header begins behind none, one and two tags. */
const NETWORK = [14, 18, 22] as const;

/** Bytes, counted from the network header, on which parsing hangs: versions, lengths, protocols, fragments, ARP's kinds. */
const DECISIVE = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 9], // IPv4, IPv6, ARP
  ...[20, 21, 24, 25, 32, 33], // what follows IPv4
  ...[40, 41, 42, 43, 48, 49, 50, 51, 56, 57], // IPv6's first extension headers
] as const;

/** Versions and header lengths, sizes, protocols and extension headers, and what lies beside them. */
const BYTES = [
  ...[0x45, 0x46, 0x4f, 0x44, 0x40, 0x55, 0x60, 0x6f, 0x70],
  ...[0, 1, 2, 3, 4, 5, 6, 8, 17, 41, 43, 44, 47, 50, 51, 58, 59, 60, 132],
  ...[7, 9, 15, 16, 42, 45, 52, 57, 61, 63, 64, 65, 127, 128, 131, 133, 253, 254, 255],
] as const;

/** Ether types, and fragment words of both families. */
const WORDS = [
  ...[0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x9100, 0x05ff, 0x0600, 0x0008, 0xdd86],
  ...[0x2000, 0x4000, 0x8000, 0x6000, 0x1fff, 0x3fff, 0x0001, 0x0006, 0x0007, 0xfff8, 0xfff9, 0xffff],
] as const;

/** Headers lie in the first bytes. */
const HEADERS = 120;

const decisive = fc
  .tuple(fc.constantFrom(...NETWORK), fc.constantFrom(...DECISIVE))
  .map(([start, at]) => start + at);

const write =
  (at: number, bytes: readonly number[]): Mutation =>
  (frame) => {
    const changed = Uint8Array.from(frame);
    for (const [i, byte] of bytes.entries()) if (at + i < changed.length) changed[at + i] = byte;
    return changed;
  };

const decisiveByte = fc
  .tuple(decisive, fc.constantFrom(...BYTES))
  .map(([at, byte]): Mutation => write(at, [byte]));

const decisiveWord = fc
  .tuple(fc.oneof(fc.constantFrom(...NETWORK.map((start) => start - 2)), decisive), fc.constantFrom(...WORDS))
  .map(([at, word]): Mutation => write(at, [word >> 8, word & 0xff]));

const anyByte = fc.tuple(fc.nat(HEADERS - 1), fc.nat(255)).map(([at, byte]): Mutation => write(at, [byte]));

const oneBit = fc.tuple(fc.nat(HEADERS - 1), fc.nat(7)).map(
  ([at, bit]): Mutation =>
    (frame) =>
      write(at, [(frame[at] ?? 0) ^ (1 << bit)])(frame),
);

/** A step of a header's length: what lies behind moves. */
const step = fc.constantFrom(1, 2, 4, 8);

const inserted = fc.tuple(fc.nat(HEADERS - 1), step, fc.nat(255)).map(
  ([at, size, byte]): Mutation =>
    (frame) =>
      Uint8Array.from([...frame.subarray(0, at), ...Array<number>(size).fill(byte), ...frame.subarray(at)]),
);

const removed = fc.tuple(fc.nat(HEADERS - 1), step).map(
  ([at, size]): Mutation =>
    (frame) =>
      Uint8Array.from([...frame.subarray(0, at), ...frame.subarray(at + size)]),
);

/** One change; most of them hit what the parser decides by. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: decisiveByte },
  { weight: 4, arbitrary: decisiveWord },
  { weight: 3, arbitrary: anyByte },
  { weight: 2, arbitrary: oneBit },
  { weight: 1, arbitrary: inserted },
  { weight: 1, arbitrary: removed },
);
