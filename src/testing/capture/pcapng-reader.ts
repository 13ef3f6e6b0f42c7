import { fail } from "../../diagnostics/index.js";
import { CapturedFrame } from "./captured-frame.js";
import { ETHERNET } from "./link-types.js";
import { readInterface } from "./pcapng-interface.js";
import { PACKET_BLOCKS, type Packet, type Section } from "./pcapng-packets.js";
import { LONGEST, type Reading } from "./reading.js";

/** Block types besides those of packets (draft-ietf-opsawg-pcapng sections 4.1 and 4.2). All others are passed over. */
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;

/** Type and length before a block's body; the length again behind it. */
const HEAD = 8;
const TAIL = 4;

/** How long the body of these blocks is at least. */
const LEAST: ReadonlyMap<number, number> = new Map([
  [SECTION_HEADER, 16],
  [INTERFACE, 8],
  ...[...PACKET_BLOCKS].map(([type, { fixed }]) => [type, fixed] as const),
]);

/** As it reads in the section's own byte order. */
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MAJOR_VERSION = 1;

/** What of a section header block is read: up to the version. */
const SECTION_START = HEAD + 8;

/**
 * Reads the start of the first section, and returns the packets of all of them. Frame check sequences at the end of frames
 * (if_fcslen) are not looked for: they stay.
 * @throws DiagnosticError XG805, XG806
 */
export function readPcapng(reading: Reading): Generator<CapturedFrame, void, undefined> {
  const { file } = reading;
  if (!file.ensure(SECTION_START)) reading.damaged(file.available, "the file ends within its first block");
  return packets(reading, startSection(reading));
}

/** @throws DiagnosticError XG805, XG806 for a block that cannot be one */
function* packets(reading: Reading, first: Section): Generator<CapturedFrame, void, undefined> {
  const { file } = reading;
  let section = first;
  while (file.ensure(HEAD + TAIL)) {
    const type = file.view.getUint32(file.at, section.little);
    // The number of this type reads the same in both byte orders; its section's is found inside.
    if (type === SECTION_HEADER) {
      if (!file.ensure(SECTION_START)) break;
      section = startSection(reading);
    }
    const length = blockLength(reading, type, section.little);
    if (!file.ensure(length)) break;
    checkTail(reading, length, section.little);
    const frame = readBlock(reading, type, length, section);
    file.at += length;
    if (frame !== undefined) yield frame;
  }
  reading.end();
}

/** What the section header block that is next says; its first `SECTION_START` bytes are there. */
function startSection(reading: Reading): Section {
  const { path, view, at } = reading.file;
  const little = view.getUint32(at + HEAD, true) === BYTE_ORDER_MAGIC;
  if (!little && view.getUint32(at + HEAD, false) !== BYTE_ORDER_MAGIC)
    reading.damaged(HEAD, "a section header has no byte-order magic");
  const major = view.getUint16(at + HEAD + 4, little);
  const minor = view.getUint16(at + HEAD + 6, little);
  if (major !== MAJOR_VERSION)
    fail("XG806", { path, format: "pcapng", found: `${major}.${minor}`, known: `${MAJOR_VERSION}.x` });
  return { little, interfaces: [] };
}

function blockLength(reading: Reading, type: number, little: boolean): number {
  const { view, at } = reading.file;
  const length = view.getUint32(at + 4, little);
  const least = HEAD + (LEAST.get(type) ?? 0) + TAIL;
  if (length < least || length > LONGEST || length % 4 !== 0)
    reading.damaged(4, `a block of type ${type} claims to have ${length} bytes`);
  return length;
}

function checkTail(reading: Reading, length: number, little: boolean): void {
  const { view, at } = reading.file;
  const again = view.getUint32(at + length - TAIL, little);
  if (again !== length)
    reading.damaged(length - TAIL, `a block begins with a length of ${length} and ends with ${again}`);
}

/** Reads the block that is next, all of which is there: the frame in it, if there is one of Ethernet. */
function readBlock(
  reading: Reading,
  type: number,
  length: number,
  section: Section,
): CapturedFrame | undefined {
  const { view, at } = reading.file;
  const body = at + HEAD;
  const end = at + length - TAIL;
  if (type === INTERFACE) section.interfaces.push(readInterface(view, body, end, section.little));
  const block = PACKET_BLOCKS.get(type);
  if (block === undefined) return undefined;
  const packet = block.read(view, body, end - body - block.fixed, section);
  return readPacket(reading, packet, HEAD + block.fixed, section);
}

/** The frame whose bytes lie `ahead` of the next byte; undefined for a packet that is none. */
function readPacket(
  reading: Reading,
  { interfaceId, captured, room, wire, ticks }: Packet,
  ahead: number,
  { interfaces }: Section,
): CapturedFrame | undefined {
  const from = interfaces[interfaceId];
  if (from === undefined)
    reading.damaged(
      HEAD,
      `a packet names interface ${interfaceId}; its section has described ${interfaces.length}`,
    );
  if (captured > room)
    reading.damaged(HEAD, `a packet claims to have ${captured} bytes in a block with room for ${room}`);
  if (from.linkType !== ETHERNET) {
    reading.skip(from.linkType);
    return undefined;
  }
  const { bytes, at } = reading.file;
  return new CapturedFrame(bytes, at + ahead, captured, {
    index: reading.packets++,
    timestamp: ticks === undefined ? undefined : from.nanoseconds(ticks),
    wireLength: Math.max(captured, wire),
  });
}
