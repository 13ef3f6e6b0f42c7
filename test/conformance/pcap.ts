const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** Microseconds, written on a little-endian machine. */
const MAGIC = 0xa1b2c3d4;
const ETHERNET = 1;

/** The frames of a classic little-endian pcap file of Ethernet; anything else is a RangeError. */
export function readPcap(bytes: Buffer): Uint8Array[] {
  if (bytes.readUInt32LE(0) !== MAGIC || bytes.readUInt32LE(20) !== ETHERNET)
    throw new RangeError("not a little-endian pcap file of Ethernet frames");
  const frames: Uint8Array[] = [];
  for (let at = FILE_HEADER; at < bytes.length;) {
    const size = bytes.readUInt32LE(at + 8);
    frames.push(bytes.subarray(at + RECORD_HEADER, at + RECORD_HEADER + size));
    at += RECORD_HEADER + size;
  }
  return frames;
}
