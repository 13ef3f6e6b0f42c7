import { commonValues, valuesOf, type Match, type Rule, type Values } from "../../ir/index.js";
import { fieldRow, type FieldName, type HeaderName, type Interval } from "../../packet/index.js";

const only = (...values: number[]): readonly Interval[] =>
  values.map((v) => ({ first: BigInt(v), last: BigInt(v) }));

/** What is known of other fields of a packet that has a header. Sources: IEEE 802 numbers, IANA protocol numbers. */
const HEADER_FACTS: Readonly<Partial<Record<HeaderName, Partial<Record<FieldName, readonly Interval[]>>>>> = {
  arp: { etherType: only(0x0806) },
  ip: { etherType: only(0x0800, 0x86dd) },
  ipv4: { etherType: only(0x0800), ipv4HeaderLength: [{ first: 5n, last: 15n }] },
  ipv6: { etherType: only(0x86dd) },
  tcp: { l4Protocol: only(6) },
  udp: { l4Protocol: only(17) },
  th: { l4Protocol: only(6, 17) },
  icmp: { l4Protocol: only(1) },
  icmpv6: { l4Protocol: only(58) },
  sctp: { l4Protocol: only(132) },
};

/** The headers that a packet with this one has as well. */
const BELOW: Readonly<Partial<Record<HeaderName, readonly HeaderName[]>>> = {
  ipv4: ["ip"],
  ipv6: ["ip"],
  tcp: ["ip"],
  udp: ["ip"],
  th: ["ip"],
  sctp: ["ip"],
  icmp: ["ipv4", "ip"],
  icmpv6: ["ipv6", "ip"],
};

/** The header that a match asks for, and those below it. */
export function headersOf(match: Match): readonly HeaderName[] {
  const header = match.kind === "protocol" ? match.protocol : fieldRow(match.field).protocol;
  return [header, ...(BELOW[header] ?? [])];
}

/** What a rule's matches say of one field: the values that pass all of them. */
export type Facts = ReadonlyMap<FieldName, Values>;

/** Everything that holds for the packets that a rule can match. A field without an entry can have any value. */
export function factsOf(rule: Pick<Rule, "matches">): Facts {
  const facts = new Map<FieldName, Values>();
  const narrow = (field: FieldName, values: Values) => {
    const known = facts.get(field);
    facts.set(field, known === undefined ? values : commonValues(known, values));
  };
  for (const match of rule.matches) {
    for (const header of headersOf(match)) {
      for (const [field, values] of Object.entries(HEADER_FACTS[header] ?? {}))
        narrow(field as FieldName, values);
    }
    if (match.kind !== "field") continue;
    narrow(match.field, valuesOf(match));
    // In IPv4 the header's protocol byte is the transport protocol; IPv6 may have extension headers between.
    if (match.field === "ipv4Protocol") narrow("l4Protocol", valuesOf(match));
  }
  return facts;
}
