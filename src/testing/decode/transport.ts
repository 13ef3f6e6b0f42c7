import type { HeaderName, ProtocolName } from "../../packet/index.js";
import { has } from "./bytes.js";
import type { Finding, IpPayload } from "./finding.js";

interface TransportRow {
  readonly protocol: ProtocolName;
  readonly number: number;
  /** Size in bytes of the header without options: a frame that holds less of it is malformed. */
  readonly size: number;
  readonly families: readonly IpPayload["family"][];
  /** The names under which fields of this header are found. */
  readonly headers: readonly HeaderName[];
}

const TRANSPORTS: readonly TransportRow[] = [
  { protocol: "tcp", number: 6, size: 20, families: ["ipv4", "ipv6"], headers: ["tcp", "th"] },
  { protocol: "udp", number: 17, size: 8, families: ["ipv4", "ipv6"], headers: ["udp", "th"] },
  { protocol: "sctp", number: 132, size: 12, families: ["ipv4", "ipv6"], headers: ["sctp"] },
  { protocol: "icmp", number: 1, size: 8, families: ["ipv4"], headers: ["icmp"] },
  { protocol: "icmpv6", number: 58, size: 8, families: ["ipv6"], headers: ["icmpv6"] },
];

/** Finds the transport header; a protocol that has no row is no flaw. */
export function findTransport(frame: Uint8Array, { family, protocol, start }: IpPayload): Finding {
  const row = TRANSPORTS.find((t) => t.number === protocol && t.families.includes(family));
  if (row === undefined) return { headers: {}, protocols: [], derived: {} };
  const known = { headers: {}, protocols: [row.protocol], derived: {} };
  if (start === undefined) return known;
  const located = { ...known, headers: Object.fromEntries(row.headers.map((name) => [name, start])) };
  return has(frame, start, row.size) ? located : { ...located, flaw: "cut-transport" };
}
