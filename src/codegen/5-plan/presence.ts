import type { Match } from "../../ir/index.js";
import { fieldRow, type FieldName, type HeaderName, type ProtocolName } from "../../packet/index.js";
import type { Comparison } from "../plan.js";
import type { Presence } from "../presence.js";

/** Headers whose fields come all together or not at all. */
const WHOLE: Readonly<Partial<Record<HeaderName, Presence>>> = {
  ethernet: "ethernet",
  vlan: "vlan",
  ipv4: "ipv4",
  ipv6: "ipv6",
  ip: "ip",
};

/** Fields that do not come and go with the rest of their header. */
const APART: Readonly<Partial<Record<FieldName, Presence>>> = {
  etherType: "etherType",
  vlanInnerId: "vlanInner",
  l4Protocol: "l4Protocol",
};

/** The bit that says whether a frame has a field; undefined for what every frame has. */
export function presenceOf(field: FieldName): Presence | undefined {
  const { protocol } = fieldRow(field);
  return protocol === "meta" ? undefined : (APART[field] ?? WHOLE[protocol] ?? field);
}

/** How a protocol test is decided: by a presence bit, and for some by the value of a field. */
interface ProtocolTest {
  readonly presence: readonly Presence[];
  readonly field?: FieldName;
  readonly comparison?: Comparison;
}

const number = (
  field: "etherType" | "l4Protocol",
  value: number,
  presence: readonly Presence[] = [],
): ProtocolTest => ({
  presence: [...presence, field],
  field,
  comparison: { kind: "equal", value: BigInt(value) },
});

/** Numbers: IEEE 802 (ether type), IANA (protocol). */
const PROTOCOL_TESTS = {
  vlan: { presence: ["vlan"] },
  arp: number("etherType", 0x0806),
  ipv4: { presence: ["ipv4"] },
  ipv6: { presence: ["ipv6"] },
  tcp: number("l4Protocol", 6),
  udp: number("l4Protocol", 17),
  icmp: number("l4Protocol", 1, ["ipv4"]),
  icmpv6: number("l4Protocol", 58, ["ipv6"]),
  sctp: number("l4Protocol", 132),
} as const satisfies Record<ProtocolName, ProtocolTest>;

/** The test for a protocol. */
export function protocolTest(protocol: ProtocolName): ProtocolTest {
  return PROTOCOL_TESTS[protocol];
}

/** The presence bits that a match needs. */
export function presenceOfMatch(match: Match): readonly Presence[] {
  if (match.kind === "protocol") return protocolTest(match.protocol).presence;
  const presence = presenceOf(match.field);
  return presence === undefined ? [] : [presence];
}
