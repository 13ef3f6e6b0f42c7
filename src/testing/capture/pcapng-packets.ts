import type { CaptureInterface } from "./pcapng-interface.js";

/** What holds from a section header block to the next. */
export interface Section {
  readonly little: boolean;
  /** In the order of their blocks: packets name them by number. */
  readonly interfaces: CaptureInterface[];
}

/** A packet in a block, as the block describes it. */
export interface Packet {
  readonly interfaceId: number;
  /** How many bytes were kept, and how many the block has room for behind its fixed part. */
  readonly captured: number;
  readonly room: number;
  readonly wire: number;
  /** In the interface's units; simple packet blocks have none. */
  readonly ticks: bigint | undefined;
}

/** A kind of block with a packet in it. */
export interface PacketBlock {
  /** How many bytes of the body come before the packet's own. */
  readonly fixed: number;
  /** Reads the body that begins at byte `at` of `view` and has `fixed + room` bytes. */
  readonly read: (view: DataView, at: number, room: number, section: Section) => Packet;
}

const OBSOLETE = 2;
const SIMPLE = 3;
const ENHANCED = 6;

/** Block type -> how to read it (draft-ietf-opsawg-pcapng sections 4.3, 4.4 and appendix A). */
export const PACKET_BLOCKS: ReadonlyMap<number, PacketBlock> = new Map([
  [ENHANCED, timed((view, at, little) => view.getUint32(at, little))],
  // The next 16 bits count packets that were lost.
  [OBSOLETE, timed((view, at, little) => view.getUint16(at, little))],
  [SIMPLE, { fixed: 4, read: readSimple }],
]);

/** Both blocks with a time differ in nothing but how they name the interface. */
function timed(interfaceId: (view: DataView, at: number, little: boolean) => number): PacketBlock {
  return {
    fixed: 20,
    read: (view, at, room, { little }) => ({
      interfaceId: interfaceId(view, at, little),
      captured: view.getUint32(at + 12, little),
      room,
      wire: view.getUint32(at + 16, little),
      ticks: (BigInt(view.getUint32(at + 4, little)) << 32n) | BigInt(view.getUint32(at + 8, little)),
    }),
  };
}

/** It says only how long the packet was: the snap length of the section's first interface says how much of it was kept. */
function readSimple(view: DataView, at: number, room: number, { little, interfaces }: Section): Packet {
  const wire = view.getUint32(at, little);
  const snapLength = interfaces[0]?.snapLength ?? 0;
  const captured = snapLength === 0 ? wire : Math.min(wire, snapLength);
  return { interfaceId: 0, captured, room, wire, ticks: undefined };
}
