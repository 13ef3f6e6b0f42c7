import { fieldRow, type FieldName } from "../../packet/index.js";
import type { Layers, Transport } from "../plan.js";
import { isOfOneField, type Presence } from "../presence.js";

const TRANSPORTS = ["tcp", "udp", "sctp", "icmp", "icmpv6"] as const satisfies readonly Transport[];

/** The transport headers that a field lies in. */
function transportsOf(field: FieldName): readonly Transport[] {
  const { protocol } = fieldRow(field);
  if (protocol === "th") return ["tcp", "udp"];
  return TRANSPORTS.filter((transport) => transport === protocol);
}

/** What a rule, or rules that are looked up together, ask of a frame: presence bits, fields whose values are compared, the payload. */
export interface Asking {
  readonly presence: readonly Presence[];
  readonly fields: readonly FieldName[];
  readonly payload?: boolean;
}

/** The fields and presence bits that rules ask for. */
type Wanted = ReadonlySet<Presence | "payload">;

const isField = (wanted: Presence | "payload"): wanted is FieldName =>
  wanted !== "payload" && isOfOneField(wanted);

const wantedBy = (rules: readonly Asking[]): Wanted =>
  new Set(
    rules.flatMap(({ presence, fields, payload }) => [
      ...presence,
      ...fields,
      ...(payload ? (["payload"] as const) : []),
    ]),
  );

/** Whether a rule asks for something that is in no packet but those with this header. */
const asksFor = ({ presence }: Asking, header: "ipv4" | "ipv6" | "icmp" | "icmpv6" | "arp") =>
  presence.some((bit) => bit === header || (isOfOneField(bit) && fieldRow(bit).protocol === header));

const isOfIpv4 = (rule: Asking) => asksFor(rule, "ipv4") || asksFor(rule, "icmp");
const isOfIpv6 = (rule: Asking) => asksFor(rule, "ipv6") || asksFor(rule, "icmpv6");

/**
 * How far the parser has to go for what the rules ask for, and not a header further. What only rules about IPv4 ask for is
 * not looked for in IPv6, and the reverse. `malformed` asks for everything: any header may be the cut one. So does the payload:
 * it is behind whichever header is the last.
 */
export function layersFor(rules: readonly Asking[]): Layers {
  const wanted = wantedBy(rules);
  const wanted4 = wantedBy(rules.filter((rule) => !isOfIpv6(rule) && !asksFor(rule, "arp")));
  const wanted6 = wantedBy(rules.filter((rule) => !isOfIpv4(rule) && !asksFor(rule, "arp")));
  const all = wanted.has("malformed");
  const any = (of: Wanted, protocol: string) =>
    [...of].some((w) => w === protocol || (isField(w) && fieldRow(w).protocol === protocol));
  const chain = (of: Wanted) => of.has("l4Protocol") || of.has("fragment") || of.has("ip");
  const transports = (of: Wanted, stranger: Transport) =>
    TRANSPORTS.filter((t) => t !== stranger).filter(
      (t) => all || of.has("payload") || [...of].some((w) => isField(w) && transportsOf(w).includes(t)),
    );

  const behind = { ipv4: transports(wanted4, "icmpv6"), ipv6: transports(wanted6, "icmp") };
  const arp = all || wanted.has("payload") || any(wanted, "arp");
  const ipv4 = all || any(wanted4, "ipv4") || chain(wanted4) || behind.ipv4.length > 0;
  const ipv6 = all || any(wanted6, "ipv6") || chain(wanted6) || behind.ipv6.length > 0;
  const network = arp || ipv4 || ipv6;
  const tags = network || any(wanted, "vlan") || wanted.has("vlanInner") || wanted.has("etherType");
  return {
    ethernet: tags || any(wanted, "ethernet"),
    tags,
    arp,
    ipv4,
    ipv6,
    extensions: ipv6 && (chain(wanted6) || wanted6.has("ipv6Extension") || behind.ipv6.length > 0),
    transports: behind,
  };
}
