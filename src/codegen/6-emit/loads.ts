import { fieldRow, maxOf, type FieldName, type FieldRow, type HeaderName } from "../../packet/index.js";
import { hex, memberOf } from "./c-names.js";

/** How a header appears in the parser: a pointer `variable` of type `type` from the file `include`. */
export interface CHeader {
  readonly variable: string;
  readonly type: string;
  readonly include?: string;
  /** Bytes of the whole header as the kernel's structs have it; for ARP, of Ethernet/IPv4 ARP. */
  readonly size: number;
}

/**
 * The headers that fields are loaded from, in the kernel's UAPI structs. There is none of SCTP (RFC 9260 section 3.1), and
 * those of ARP and ICMP need the C library's headers, which are not there for BPF.
 */
export const C_HEADERS = {
  ethernet: { variable: "eth", type: "struct ethhdr", include: "linux/if_ether.h", size: 14 },
  vlan: { variable: "tag", type: "struct vlan_hdr", size: 4 },
  arp: { variable: "arp", type: "void", size: 28 },
  ipv4: { variable: "ip", type: "struct iphdr", include: "linux/ip.h", size: 20 },
  ipv6: { variable: "ip6", type: "struct ipv6hdr", include: "linux/ipv6.h", size: 40 },
  tcp: { variable: "tcp", type: "struct tcphdr", include: "linux/tcp.h", size: 20 },
  udp: { variable: "udp", type: "struct udphdr", include: "linux/udp.h", size: 8 },
  sctp: { variable: "sctp", type: "void", size: 12 },
  icmp: { variable: "icmp", type: "void", size: 8 },
  icmpv6: { variable: "icmp6", type: "void", size: 8 },
} as const satisfies Partial<Record<HeaderName, CHeader>>;

export type LoadedHeader = keyof typeof C_HEADERS;

/** `p-><name> = <value>;` */
export interface Load {
  readonly name: string;
  readonly value: string;
}

/** The one place where byte order is turned: the value of a header field as an expression in host order. */
export function loadFrom(header: LoadedHeader, field: FieldName): Load {
  return { name: memberOf(field), value: extract(raw(C_HEADERS[header], fieldRow(field)), fieldRow(field)) };
}

const SWAPPED = {
  1: (m: string) => m,
  2: (m: string) => `bpf_ntohs(${m})`,
  4: (m: string) => `bpf_ntohl(${m})`,
} as const;

function raw({ variable }: CHeader, { location }: FieldRow): string {
  if (location.kind !== "header") throw new Error("only fields of headers are loaded");
  const { size, offset, member } = location;
  if (size === 6)
    return member === undefined
      ? `load_u48((void *)${variable} + ${offset})`
      : `load_u48(${variable}->${member})`;
  if (size === 16)
    return member === undefined
      ? `load_u128((void *)${variable} + ${offset})`
      : `load_u128(&${variable}->${member})`;
  return member === undefined
    ? `load_u${size * 8}(${variable}, ${offset})`
    : SWAPPED[size](`${variable}->${member}`);
}

/** The field's bits out of the bytes it stands in. */
function extract(value: string, { location, bits }: FieldRow): string {
  if (location.kind !== "header" || location.size * 8 === bits) return value;
  const shifted = location.shift === 0 ? value : `${value} >> ${location.shift}`;
  const reachesTop = location.shift + bits === location.size * 8;
  if (reachesTop) return shifted;
  return `${location.shift === 0 ? shifted : `(${shifted})`} & ${hex(maxOf(bits))}`;
}

/** Where the field's last byte ends, in bytes from the start of its header. */
export function endOf(field: FieldName): number {
  const { location } = fieldRow(field);
  if (location.kind !== "header") throw new Error("only fields of headers have an end");
  return location.offset + location.size;
}
