import { fail } from "../../diagnostics/index.js";
import { CapturedFrame } from "./captured-frame.js";
import { ETHERNET, linkTypeAdvice, linkTypeName } from "./link-types.js";
import { LONGEST, type Reading } from "./reading.js";

/** Sizes and offsets of pcap's file header and record header (draft-ietf-opsawg-pcap sections 4 and 5), in bytes. */
const FILE = { bytes: 24, major: 4, minor: 6, linkType: 20 } as const;
const RECORD = { bytes: 16, seconds: 0, fraction: 4, captured: 8, wire: 12 } as const;

/** The only version in use; earlier ones have the lengths of a record in another order. */
const VERSION = "2.4";

/** The bits above say how long the frame check sequence is. */
const LINK_TYPE_BITS = 0x03ffffff;

const NANOSECONDS_OF_A_SECOND = 1_000_000_000n;

/** How a pcap file is written: by its magic number. */
export interface PcapForm {
  readonly little: boolean;
  /** Nanoseconds of one unit of the fraction. */
  readonly unit: bigint;
}

/**
 * Reads the file header, and returns the packets.
 * @throws DiagnosticError XG804, XG805, XG806
 */
export function readPcap(reading: Reading, form: PcapForm): Generator<CapturedFrame, void, undefined> {
  const { file } = reading;
  if (!file.ensure(FILE.bytes))
    reading.damaged(file.available, `the file ends within its header of ${FILE.bytes} bytes`);
  const { view, at, path } = file;
  const version = `${view.getUint16(at + FILE.major, form.little)}.${view.getUint16(at + FILE.minor, form.little)}`;
  if (version !== VERSION) fail("XG806", { path, format: "pcap", found: version, known: VERSION });
  const linkType = view.getUint32(at + FILE.linkType, form.little) & LINK_TYPE_BITS;
  if (linkType !== ETHERNET)
    fail("XG804", { path, linkType: linkTypeName(linkType), advice: linkTypeAdvice(linkType) });
  file.at += FILE.bytes;
  return records(reading, form);
}

/** @throws DiagnosticError XG805 for a record that cannot be one */
function* records(reading: Reading, { little, unit }: PcapForm): Generator<CapturedFrame, void, undefined> {
  const { file } = reading;
  while (file.ensure(RECORD.bytes)) {
    const captured = file.view.getUint32(file.at + RECORD.captured, little);
    if (captured > LONGEST) reading.damaged(RECORD.captured, `a packet claims to have ${captured} bytes`);
    if (!file.ensure(RECORD.bytes + captured)) break;
    const { view, at, bytes } = file;
    file.at += RECORD.bytes + captured;
    yield new CapturedFrame(bytes, at + RECORD.bytes, captured, {
      index: reading.packets++,
      timestamp:
        BigInt(view.getUint32(at + RECORD.seconds, little)) * NANOSECONDS_OF_A_SECOND +
        BigInt(view.getUint32(at + RECORD.fraction, little)) * unit,
      wireLength: Math.max(captured, view.getUint32(at + RECORD.wire, little)),
    });
  }
  reading.end();
}
