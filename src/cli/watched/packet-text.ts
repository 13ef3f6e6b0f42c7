import { fieldRow, PROTOCOLS, type FieldName } from "../../packet/index.js";
import type { DecodedPacket } from "../../testing/decode.js";
import { FLAWS } from "../../testing/decode/finding.js";
import { grouped } from "../text-table.js";

/** A field's value as rules would write it; undefined when the packet does not have it. */
type ValueOf = (field: FieldName) => string | undefined;

/**
 * A packet in short, of `length` bytes on the wire: `192.0.2.1:4711 > 198.51.100.7:53 UDP 60 B`, `[2001:db8::1]:80 > …`,
 * `ARP request 10.0.0.1 > 10.0.0.2 42 B`; from MAC address to MAC address when there is neither IP nor ARP.
 */
export function packetText({ fields, protocols, flaw }: DecodedPacket, length: number): string {
  const valueOf: ValueOf = (field) => {
    const value = fields.get(field);
    return value === undefined ? undefined : fieldRow(field).type.format(value);
  };
  const transport = TRANSPORTS.find((protocol) => protocols.has(protocol));
  const body = protocols.has("arp") ? arpText(valueOf) : (ipText(valueOf, transport) ?? etherText(valueOf));
  const tags = (["vlanId", "vlanInnerId"] as const).flatMap((field) => valueOf(field) ?? []);
  const fragment = valueOf("fragment") ?? "none";
  return [
    ...(tags.length === 0 ? [] : [`vlan ${tags.join(".")}`]),
    body,
    ...(fragment === "none" ? [] : [`${fragment} fragment`]),
    `${grouped(length)} B`,
    ...(flaw === undefined ? [] : [`malformed: ${FLAWS[flaw]}`]),
  ].join(" ");
}

const TRANSPORTS = ["tcp", "udp", "sctp", "icmp", "icmpv6"] as const;

/** What is said of a transport protocol besides its name. */
const DETAIL: Readonly<Partial<Record<(typeof TRANSPORTS)[number], FieldName>>> = {
  tcp: "tcpFlags",
  icmp: "icmpType",
  icmpv6: "icmpv6Type",
};

function ipText(valueOf: ValueOf, transport: (typeof TRANSPORTS)[number] | undefined): string | undefined {
  const family = valueOf("ipv4Src") === undefined ? "ipv6" : "ipv4";
  const end = (address: string, port: string | undefined) =>
    port === undefined ? address : `${family === "ipv6" ? `[${address}]` : address}:${port}`;
  const [src, dst] = [valueOf(`${family}Src`), valueOf(`${family}Dst`)];
  if (src === undefined || dst === undefined) return undefined;
  const name = transport === undefined ? (valueOf("l4Protocol") ?? "IP") : PROTOCOLS[transport].title;
  const detail = transport === undefined ? undefined : DETAIL[transport];
  const said = detail === undefined ? undefined : valueOf(detail);
  const sport = valueOf("sport") ?? valueOf("sctpSport");
  const dport = valueOf("dport") ?? valueOf("sctpDport");
  return `${end(src, sport)} > ${end(dst, dport)} ${name}${said === undefined ? "" : ` ${said}`}`;
}

function arpText(valueOf: ValueOf): string {
  const [from, to] = [valueOf("arpSenderIp"), valueOf("arpTargetIp")];
  return ["ARP", valueOf("arpOp"), from, ...(to === undefined ? [] : [">", to])]
    .filter((part) => part !== undefined)
    .join(" ");
}

function etherText(valueOf: ValueOf): string {
  const [src, dst] = [valueOf("etherSrc"), valueOf("etherDst")];
  return src === undefined || dst === undefined
    ? "no Ethernet header"
    : `${src} > ${dst} ${valueOf("etherType") ?? ""}`.trimEnd();
}
