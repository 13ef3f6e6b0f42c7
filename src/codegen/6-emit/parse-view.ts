import { fieldRow, type FieldName } from "../../packet/index.js";
import type { Layers, ParsePlan, Transport } from "../plan.js";
import { isOfOneField, type Presence } from "../presence.js";
import { constantOf, constantsOf, memberOf, typeOf } from "./c-names.js";
import { C_HEADERS, endOf, loadFrom, type LoadedHeader } from "./loads.js";

/** An optional part of a template: an array of one, or of none. */
export type Optional<T> = readonly T[];

/** The fields of a header that may be cut: all of them behind one bounds check, or those whose own bytes are there. */
export interface CuttableView {
  /** How many bytes the one check asks for. */
  readonly size: number;
  readonly store: readonly string[];
  /** What a shorter header still gives; empty when all fields end at the same byte. */
  readonly cut: readonly { readonly end: number; readonly store: readonly string[] }[];
}

/** What templates/partials/parse*.hbs see. `store` is always a list of statements of C. */
export interface ParseView {
  readonly members: readonly { readonly type: string; readonly name: string; readonly absent: string }[];
  readonly presence: readonly { readonly constant: string; readonly bit: number }[];
  /** How `parse` is declared, and what it begins with when the verifier looks at it by itself. */
  readonly kind: string;
  readonly apart: Optional<true>;
  /** The statements that call it. */
  readonly calls: readonly string[];
  /** Where the payload begins is one of the members. */
  readonly payload: Optional<true>;
  readonly context: readonly string[];
  readonly transport: Optional<{ readonly headers: readonly TransportView[] }>;
  readonly ipv4: Optional<{ readonly store: readonly string[]; readonly transport: Optional<true> }>;
  readonly ipv6: Optional<{
    readonly store: readonly string[];
    readonly walk: Optional<{
      readonly reached: readonly string[];
      readonly complete: readonly string[];
      readonly transport: Optional<true>;
      /** What is stored of a later fragment, whose payload is not looked at. */
      readonly later: Optional<{ readonly store: readonly string[] }>;
    }>;
  }>;
  readonly arp: Optional<CuttableView>;
  readonly ethernet: Optional<{
    readonly store: readonly string[];
    readonly tags: Optional<{
      readonly apart: Optional<true>;
      readonly outer: readonly string[];
      readonly inner: readonly string[];
      readonly type: readonly string[];
      /** What is stored of a frame whose ether type the parser does not know. */
      readonly payload: readonly string[];
      readonly network: readonly { readonly etherType: string; readonly function: string }[];
    }>;
  }>;
}

interface TransportView extends CuttableView {
  readonly condition: string;
  readonly declaration: string;
}

/** The protocol numbers of transport headers, by their names in linux/in.h and linux/in6.h. */
const PROTOCOLS = {
  tcp: "IPPROTO_TCP",
  udp: "IPPROTO_UDP",
  sctp: "IPPROTO_SCTP",
  icmp: "IPPROTO_ICMP",
  icmpv6: "IPPROTO_ICMPV6",
} as const satisfies Record<Transport, string>;

/** The transport headers that are looked at, each with the condition under which it is. */
function transportConditions(
  { ipv4, ipv6 }: Layers["transports"],
  portsAlike: boolean,
): ReadonlyMap<Transport, string> {
  const version = (transport: Transport) => {
    if (!ipv4.includes(transport) && ipv4.length > 0) return "version == 6 && ";
    return !ipv6.includes(transport) && ipv6.length > 0 ? "version == 4 && " : "";
  };
  const all = new Map(
    [...new Set([...ipv4, ...ipv6])].map((t) => [t, `${version(t)}equals(protocol, ${PROTOCOLS[t]})`]),
  );
  if (portsAlike) {
    all.delete("tcp");
    all.set("udp", `${version("udp")}is_tcp_or_udp(protocol)`);
  }
  return all;
}

/**
 * Whether TCP and UDP are looked at for nothing but their ports, which both have in the same place. Then they are one header: which
 * of the two a packet is changes from packet to packet, and a branch on it would be mispredicted.
 */
function arePortsAlike({ fields, presence, layers, payload }: ParsePlan): boolean {
  const { ipv4, ipv6 } = layers.transports;
  const asked = [...fields, ...presence.filter(isOfOneField)];
  const isOfOneProtocol = (field: FieldName) => ["tcp", "udp"].includes(fieldRow(field).protocol);
  // `malformed` and the payload want the whole headers, and these differ.
  const isUnlike = asked.some((field) => field === "malformed" || isOfOneProtocol(field));
  return !isUnlike && !payload && [...ipv4, ...ipv6].some((transport) => transport === "tcp");
}

const when = <T>(condition: boolean, view: () => T): Optional<T> => (condition ? [view()] : []);

/** Describes the parser that does what the plan says. */
export function parseView(plan: ParsePlan): ParseView {
  const { fields, presence, layers, apart } = plan;
  const wants = new Set<Presence>(presence);
  const stores = new Set<FieldName>(fields);
  const found = (...bits: Presence[]) => {
    const asked = bits.filter((bit) => wants.has(bit));
    return asked.length === 0 ? [] : [`p->has |= ${constantsOf(asked)};`];
  };
  const store = (field: FieldName, value: string) =>
    stores.has(field) ? [`p->${memberOf(field)} = ${value};`] : [];
  const loaded = (header: LoadedHeader) =>
    fields
      .filter((field) => fieldRow(field).protocol === header && fieldRow(field).location.kind === "header")
      .map((field) => statementOf(header, field));
  const cuttable = (header: LoadedHeader): CuttableView =>
    cuttableView(header, fields, wants, stores.has("malformed") || plan.payload);
  const payloadAt = (header: string, bytes: number | string = 0) =>
    plan.payload ? [`p->payload = payload_at(p->length, end, ${header}, ${bytes});`] : [];
  const payloadBehind = (header: Transport) =>
    payloadAt("header", header === "tcp" ? "tcp_bytes(header)" : C_HEADERS[header].size);
  const { transports } = layers;
  const complete = [...found("l4Protocol"), ...store("l4Protocol", "e.protocol")];
  const later = [...complete, ...payloadAt("e.next", 8)];
  const conditions = transportConditions(transports, arePortsAlike(plan));

  return {
    members: fields
      .map((field) => {
        const type = typeOf(fieldRow(field).bits);
        const absent = type === "struct u128" ? "(struct u128){ p->length, p->length }" : "p->length";
        return { type, name: memberOf(field), absent };
      })
      .concat(plan.payload ? [{ type: "__u32", name: "payload", absent: "no_payload(p->length)" }] : []),
    presence: presence.map((name, bit) => ({ constant: constantOf(name), bit })),
    kind: apart ? "__noinline int" : "static __always_inline bool",
    apart: when(apart, () => true as const),
    calls: callsOf(plan),
    payload: when(plan.payload, () => true as const),
    context: [
      ...store("packetLength", "p->length"),
      ...store("ingressIfindex", "ctx->ingress_ifindex"),
      ...store("rxQueue", "ctx->rx_queue_index"),
    ],
    transport: when(conditions.size > 0, () => ({
      headers: [...conditions].map(([name, condition]) => ({
        condition,
        declaration: `const ${C_HEADERS[name].type} *${C_HEADERS[name].variable} = header;`,
        ...withPayload(cuttable(name), payloadBehind(name)),
      })),
    })),
    ipv4: when(layers.ipv4, () => ({
      store: [
        ...found("ipv4", "ip", "l4Protocol"),
        ...loaded("ipv4"),
        ...store("l4Protocol", "ip->protocol"),
        ...store("fragment", "ipv4_fragment(bpf_ntohs(ip->frag_off))"),
        ...payloadAt("next"),
      ],
      transport: when(transports.ipv4.length > 0, () => true as const),
    })),
    ipv6: when(layers.ipv6, () => ({
      store: [...found("ipv6", "ip"), ...loaded("ipv6")],
      walk: when(layers.extensions, () => ({
        reached: [...store("ipv6Extension", "e.seen"), ...store("fragment", "e.fragment")],
        complete: [...complete, ...payloadAt("e.next")],
        transport: when(transports.ipv6.length > 0, () => true as const),
        later: when(transports.ipv6.length > 0 && later.length > 0, () => ({ store: later })),
      })),
    })),
    arp: when(layers.arp, () => cuttable("arp")),
    ethernet: when(layers.ethernet, () => ({
      store: [...found("ethernet"), ...loaded("ethernet")],
      tags: when(layers.tags, () => ({
        apart: when(apart, () => true as const),
        outer: [...found("vlan"), ...loaded("vlan")],
        inner: [...found("vlanInner"), ...store("vlanInnerId", "bpf_ntohs(tag->h_vlan_TCI) & 0xfff")],
        type: [...found("etherType"), ...store("etherType", "type")],
        payload: payloadAt("next"),
        network: [
          ...when(layers.ipv4, () => ({ etherType: "ETH_P_IP", function: "parse_ipv4" })),
          ...when(layers.ipv6, () => ({ etherType: "ETH_P_IPV6", function: "parse_ipv6" })),
          ...when(layers.arp, () => ({ etherType: "ETH_P_ARP", function: "parse_arp" })),
        ],
      })),
    })),
  };
}

/** A frame that the parser could not read to its end has no payload, however far it came. */
function callsOf({ fields, payload }: ParsePlan): readonly string[] {
  const [call, failed] = fields.includes("malformed")
    ? ["p.malformed = !parse(ctx, &p);", "p.malformed"]
    : ["parse(ctx, &p);", "!parse(ctx, &p)"];
  if (!payload) return [call];
  const cleared = [`if (${failed})`, "\tp.payload = no_payload(p.length);"];
  return failed === "p.malformed" ? [call, ...cleared] : cleared;
}

const withPayload = (view: CuttableView, payload: readonly string[]): CuttableView => ({
  ...view,
  store: [...view.store, ...payload],
});

function statementOf(header: LoadedHeader, field: FieldName): string {
  const { name, value } = loadFrom(header, field);
  return `p->${name} = ${value};`;
}

/** Whether a field lies in a transport or ARP header; `sport` and `dport` lie in two of them. */
function liesIn(field: FieldName, header: LoadedHeader): boolean {
  const { protocol } = fieldRow(field);
  return protocol === header || (protocol === "th" && (header === "tcp" || header === "udp"));
}

function cuttableView(
  header: LoadedHeader,
  stored: readonly FieldName[],
  wants: ReadonlySet<Presence>,
  needsWhole: boolean,
): CuttableView {
  // A field whose value does not matter (all of them pass) is only asked for by its presence bit.
  const fields = [...new Set([...stored, ...(wants as ReadonlySet<FieldName>)])].filter(
    (f) => isOfOneField(f) && liesIn(f, header),
  );
  const ends = [...new Set(fields.map(endOf))].sort((a, b) => a - b);
  const group = (members: readonly FieldName[]) => {
    if (members.length === 0) return [];
    const loads = members.filter((f) => stored.includes(f)).map((f) => statementOf(header, f));
    return [`p->has |= ${constantsOf(members)};`, ...loads];
  };
  const size = needsWhole ? C_HEADERS[header].size : Math.max(...ends, 0);
  const cut = ends.length === 1 && ends[0] === size ? [] : ends.filter((end) => end < size);
  return {
    size,
    store: group(fields),
    cut: cut.map((end) => ({ end, store: group(fields.filter((f) => endOf(f) === end)) })),
  };
}
