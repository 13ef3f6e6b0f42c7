import { PACKET_MEMBERS, type Packet } from "../../dsl/index.js";
import type { BooleanExpression, FieldExpression } from "../../ir/index.js";
import {
  fieldRow,
  PROTOCOLS,
  type DatatypeName,
  type FieldName,
  type HeaderName,
  type ProtocolName,
} from "../../packet/index.js";
import { nearest } from "../../util/text.js";
import { constant, or, whole } from "./logic.js";
import { payload } from "./payload.js";
import { refuse, staging, type Site } from "./state.js";
import { booleanOf, dataOf, numberOf, otherOf, standFor } from "./values.js";

/** An object of the packet: what it has it finds out when it is asked, and nothing else can be done with it. */
function view<T extends object>(
  text: string,
  members: ReadonlySet<string>,
  get: (member: string) => unknown,
): T {
  const refuseChange = () => refuse("XG270", { what: text, reason: "packets are not changed" });
  const refuseUse = () => refuse("XG263", { what: text });
  return new Proxy({} as T, {
    get(_, key) {
      if (typeof key === "symbol" || key === "then") return undefined;
      if (members.has(key)) return get(key);
      const near = nearest(key, [...members]);
      return refuse("XG262", {
        member: key,
        what: text,
        suggestion: near === undefined ? "" : `; did you mean ${near}?`,
      });
    },
    set: refuseChange,
    deleteProperty: refuseChange,
    defineProperty: refuseChange,
    setPrototypeOf: refuseChange,
    has: refuseUse,
    ownKeys: refuseUse,
    getOwnPropertyDescriptor: refuseUse,
  });
}

type Reader = (expression: FieldExpression, field: FieldName, datatype: DatatypeName) => unknown;

const isSet = (expression: FieldExpression, { span, text }: Site): BooleanExpression => {
  return { kind: "compare", op: "!==", left: expression, right: whole(0n, span), span, text };
};

const asNumber: Reader = (expression, field, datatype) => numberOf(expression, { field, datatype });
const asAddress: Reader = (expression, field, datatype) =>
  otherOf({ kind: "address", expression, origin: { field, datatype } });

/** `flags.syn`: whether the bit of a name is set. */
const asFlags: Reader = (expression, field, datatype) => {
  const names = fieldRow(field).type.names!;
  const text = `${expression.text}`;
  const flags = view(text, new Set(Object.keys(names)), (name) => {
    const { span, text } = siteOf(`${expression.text}.${name}`);
    const mask = whole(BigInt(names[name]!), span);
    const bit = { kind: "arithmetic", op: "&", left: expression, right: mask, span, text } as const;
    return booleanOf({ kind: "compare", op: "!==", left: bit, right: whole(0n, span), span, text });
  });
  return standFor(flags, { kind: "object", text: `${text}: ${datatype}` });
};

/** What a field's value is for a predicate. */
const READERS: Readonly<Record<DatatypeName, Reader>> = {
  "ipv4-address": asAddress,
  "ipv6-address": asAddress,
  "mac-address": asAddress,
  "tcp-flags": asFlags,
  "ipv6-extension": asFlags,
  fragment: (expression, field, datatype) =>
    otherOf({ kind: "name", expression, origin: { field, datatype } }),
  boolean: (expression) => booleanOf(isSet(expression, expression)),
  number: asNumber,
  port: asNumber,
  "ether-type": asNumber,
  protocol: asNumber,
  dscp: asNumber,
  ecn: asNumber,
  "arp-operation": asNumber,
  "icmp-type": asNumber,
  "icmpv6-type": asNumber,
};

/** The text and the place of a member that is read: a pattern such as `({ tcp: { dport } })` shows neither. */
function siteOf(path: string): Site {
  const { span, text } = staging.site;
  return { span, text: text.endsWith(path.slice(path.lastIndexOf("."))) ? text : path };
}

function read(header: HeaderName, member: string): unknown {
  const field = PACKET_MEMBERS.get(header)!.get(member)!;
  const path = header === "meta" ? `p.${member}` : `p.${header}.${member}`;
  const expression: FieldExpression = { kind: "field", field, ...siteOf(path) };
  staging.run?.reads.push(expression);
  const datatype = fieldRow(field).type.name;
  return READERS[datatype](expression, field, datatype);
}

const HEADERS = new Map(
  [...PACKET_MEMBERS].map(([name, members]): [string, object] => {
    const header = name as HeaderName;
    return [name, view(`p.${name}`, new Set(members.keys()), (member) => read(header, member))];
  }),
);
const META = HEADERS.get("meta")!;
HEADERS.delete("meta");
const META_NAMES = new Set(PACKET_MEMBERS.get("meta")!.keys());

/** The packet of every predicate. */
export const packet = view<Packet>("p", new Set([...META_NAMES, ...HEADERS.keys(), "payload"]), (member) => {
  if (member === "payload") return payload();
  if (META_NAMES.has(member)) return Reflect.get(META, member) as unknown;
  return standFor(HEADERS.get(member)!, { kind: "header", header: member as HeaderName });
});

/** Notes what the packet itself is: before each predicate, since nothing of the packet may come up elsewhere. */
export const thePacket = (): Packet => standFor(packet, { kind: "object", text: "p" });

/** Of what the presence of a header is made; of Ethernet's nothing has to be asked. */
const PRESENCE: Readonly<Record<string, readonly ProtocolName[]>> = {
  ip: ["ipv4", "ipv6"],
  th: ["tcp", "udp"],
  ethernet: [],
};

/** A header where true or false is wanted: whether the packet has it. Anything else as it is. */
export function present(value: unknown, site: Site): unknown {
  const data = dataOf(value);
  if (data?.kind === "object") return true;
  if (data?.kind !== "header") return value;
  const { header } = data;
  const protocols = header in PROTOCOLS ? [header as ProtocolName] : PRESENCE[header]!;
  if (protocols.length === 0) return true;
  return booleanOf(
    protocols
      .map((protocol): BooleanExpression => ({ kind: "has", protocol, ...site }))
      .reduce((a, b) => or(a, b, site), constant(false, site)),
  );
}
