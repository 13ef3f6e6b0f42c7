import type { HeaderName, ProtocolName } from "../../packet/index.js";
import { byte, has } from "./bytes.js";
import type { Finding, IpPayload } from "./finding.js";

interface TransportRow {
  readonly protocol: ProtocolName;
  readonly number: number;
  /** Size in bytes of the header without options: a frame that holds less of it is malformed. */
  readonly size: number;
  /** Where the payload begins, in bytes from the header at byte `start`, which is whole; undefined where the header says what cannot be. */
  readonly payloadAt?: (frame: Uint8Array, start: number) => number | undefined;
  readonly families: readonly IpPayload["family"][];
  /** The names under which fields of this header are found. */
  readonly headers: readonly HeaderName[];
}

/** TCP's data offset (RFC 9293 section 3.1), in words, of which the header itself has five. */
function tcpPayloadAt(frame: Uint8Array, start: number): number | undefined {
  const words = byte(frame, start + 12) >> 4;
  return words < 5 ? undefined : words * 4;
}

const TRANSPORTS: readonly TransportRow[] = [
  {
    protocol: "tcp",
    number: 6,
    size: 20,
    payloadAt: tcpPayloadAt,
    families: ["ipv4", "ipv6"],
    headers: ["tcp", "th"],
  },
  { protocol: "udp", number: 17, size: 8, families: ["ipv4", "ipv6"], headers: ["udp", "th"] },
  { protocol: "sctp", number: 132, size: 12, families: ["ipv4", "ipv6"], headers: ["sctp"] },
  { protocol: "icmp", number: 1, size: 8, families: ["ipv4"], headers: ["icmp"] },
  { protocol: "icmpv6", number: 58, size: 8, families: ["ipv6"], headers: ["icmpv6"] },
];

/** Finds the transport header; a protocol that has no row is no flaw. */
export function findTransport(frame: Uint8Array, { family, protocol, start, behind }: IpPayload): Finding {
  const row = TRANSPORTS.find((t) => t.number === protocol && t.families.includes(family));
  if (row === undefined) return { headers: {}, protocols: [], derived: {}, behind };
  const known = { headers: {}, protocols: [row.protocol], derived: {} };
  if (start === undefined) return { ...known, behind };
  const located = { ...known, headers: Object.fromEntries(row.headers.map((name) => [name, start])) };
  if (!has(frame, start, row.size)) return { ...located, flaw: "cut-transport" };
  const at = row.payloadAt === undefined ? row.size : row.payloadAt(frame, start);
  return at === undefined ? located : { ...located, behind: start + at };
}
