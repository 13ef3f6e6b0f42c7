import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** A folder for the captures of one test file; it goes when the file's tests are over. */
export function temporaryFolder(): { readonly path: string; write(name: string, bytes: Uint8Array): string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "xdpgen-capture-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: folder,
    write(name, bytes) {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    },
  };
}

/** An integer as it stands in a capture: its value and its size in bytes. */
type Integer = readonly [value: number | bigint, size: 1 | 2 | 4 | 8];

/** A part of a capture: integers in the file's byte order, and bytes as they are. */
export type Part = Integer | Uint8Array;

/** The parts one after the other. */
export function layOut(little: boolean, parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (part instanceof Uint8Array ? [...part] : octets(part, little))),
  );
}

function octets([value, size]: Integer, little: boolean): number[] {
  const bigEndian = Array.from({ length: size }, (_, i) =>
    Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * (size - 1 - i))) & 0xffn),
  );
  return little ? bigEndian.reverse() : bigEndian;
}

/** A pcapng block of the type: its body padded to whole words. */
export function block(type: number, little: boolean, body: readonly Part[]): Uint8Array {
  const bytes = layOut(little, body);
  const padding = new Uint8Array(-bytes.length & 3);
  const length = 12 + bytes.length + padding.length;
  return layOut(little, [[type, 4], [length, 4], bytes, padding, [length, 4]]);
}

/** An option of a block: its code and its value, padded to whole words. */
export function option(code: number, value: Uint8Array): Part[] {
  return [[code, 2], [value.length, 2], value, new Uint8Array(-value.length & 3)];
}

/** A section header block, pcapng 1.0 unless told otherwise. */
export function section(little: boolean, major = 1, minor = 0): Uint8Array {
  return block(0x0a0d0d0a, little, [
    [0x1a2b3c4d, 4],
    [major, 2],
    [minor, 2],
    [-1n, 8],
  ]);
}

/** An interface description block. */
export function interfaceBlock(
  little: boolean,
  { linkType = 1, snapLength = 0, options = [] as readonly Part[] } = {},
): Uint8Array {
  return block(1, little, [[linkType, 2], [0, 2], [snapLength, 4], ...options]);
}

/** An enhanced packet block. */
export function packetBlock(
  little: boolean,
  frame: Uint8Array,
  { interfaceId = 0, ticks = 0n, captured = frame.length, wire = frame.length } = {},
): Uint8Array {
  const [high, low] = [ticks >> 32n, ticks & 0xffffffffn];
  return block(6, little, [[interfaceId, 4], [high, 4], [low, 4], [captured, 4], [wire, 4], frame]);
}

/** A simple packet block. */
export function simpleBlock(little: boolean, frame: Uint8Array, wire = frame.length): Uint8Array {
  return block(3, little, [[wire, 4], frame]);
}

/** The header of a classic pcap file, of microseconds and Ethernet unless told otherwise. */
export function pcapHeader(
  little: boolean,
  { magic = 0xa1b2c3d4, major = 2, minor = 4, linkType = 1 } = {},
): Uint8Array {
  return layOut(little, [
    [magic, 4],
    [major, 2],
    [minor, 2],
    [0, 8],
    [65535, 4],
    [linkType, 4],
  ]);
}

/** A record of a classic pcap file. */
export function pcapRecord(
  little: boolean,
  frame: Uint8Array,
  { seconds = 0, fraction = 0, captured = frame.length, wire = frame.length } = {},
): Uint8Array {
  return layOut(little, [[seconds, 4], [fraction, 4], [captured, 4], [wire, 4], frame]);
}
