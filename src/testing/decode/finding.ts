import type { FieldName, HeaderName, ProtocolName } from "../../packet/index.js";

/** Every reason for which the parser stops early and the frame counts as malformed. */
export const FLAWS = {
  runt: "the frame is shorter than an Ethernet header",
  "cut-tag": "a VLAN tag is cut",
  "third-tag": "there is a third VLAN tag",
  "unsupported-tag": "there is a tag with TPID 0x9100",
  "cut-arp": "the ARP packet is cut",
  "cut-ipv4": "the IPv4 header is cut",
  "bad-ipv4": "the IPv4 header has another version than 4 or is shorter than 20 bytes",
  "cut-ipv6": "the IPv6 header is cut",
  "bad-ipv6": "the IPv6 header has another version than 6",
  "cut-extension": "an IPv6 extension header is cut",
  "ninth-extension": "there is a ninth IPv6 extension header",
  "cut-transport": "the transport header is cut",
} as const;

export type Flaw = keyof typeof FLAWS;

/** What one layer adds to what is known about a frame. */
export interface Finding {
  /** Where headers begin: the byte of the frame from which the fields of that header are counted. */
  readonly headers: Readonly<Partial<Record<HeaderName, number>>>;
  readonly protocols: readonly ProtocolName[];
  /** The derived fields that the layer worked out. */
  readonly derived: Readonly<Partial<Record<FieldName, bigint>>>;
  /** The byte behind the last header, when this is the last layer and all is well; absent when there is no payload. */
  readonly behind?: number;
  /** Why nothing above is parsed. Absent: all is well. */
  readonly flaw?: Flaw;
}

/** A finding that says only why the parser stopped. */
export function stopped(flaw: Flaw): Finding {
  return { headers: {}, protocols: [], derived: {}, flaw };
}

/** What an IP header carries. */
export interface IpPayload {
  readonly family: "ipv4" | "ipv6";
  /** Its number, IANA's "Assigned Internet Protocol Numbers". */
  readonly protocol: number;
  /** The first byte of its header; absent in later fragments, which have none. */
  readonly start?: number;
  /** The first byte behind IP's own headers. */
  readonly behind: number;
}

/** What a network layer found; `payload` is absent when there is no IP or its chain of headers does not end. */
export interface NetworkFinding {
  readonly finding: Finding;
  readonly payload?: IpPayload;
}
