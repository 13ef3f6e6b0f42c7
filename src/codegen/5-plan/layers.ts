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

/**
 * How far the parser has to go for the fields and presence bits that the rules ask for, and not a header further.
 * `malformed` asks for everything: any header may be the cut one.
 */
export function layersFor(fields: readonly FieldName[], presence: readonly Presence[]): Layers {
  const wanted = new Set<Presence>([...fields, ...presence]);
  const all = wanted.has("malformed");
  const transports = TRANSPORTS.filter(
    (t) => all || [...wanted].some((w) => isOfOneField(w) && transportsOf(w).includes(t)),
  );
  const chain = wanted.has("l4Protocol") || wanted.has("fragment") || wanted.has("ip");
  const any = (protocol: string) =>
    [...wanted].some((w) => w === protocol || (isOfOneField(w) && fieldRow(w).protocol === protocol));

  const arp = all || any("arp");
  const ipv4 = all || any("ipv4") || chain || transports.some((t) => t !== "icmpv6");
  const ipv6 = all || any("ipv6") || chain || transports.some((t) => t !== "icmp");
  const network = arp || ipv4 || ipv6;
  const tags = network || any("vlan") || wanted.has("vlanInner") || wanted.has("etherType");
  return {
    ethernet: tags || any("ethernet"),
    tags,
    arp,
    ipv4,
    ipv6,
    extensions: ipv6 && (chain || wanted.has("ipv6Extension") || transports.some((t) => t !== "icmp")),
    transports,
  };
}
