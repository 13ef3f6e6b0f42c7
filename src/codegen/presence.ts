import type { FieldName } from "../packet/index.js";

/** What is found all together or not at all: a header with its fields, or a number that the parser works out. */
const GROUPS = ["ethernet", "etherType", "vlan", "vlanInner", "ipv4", "ipv6", "ip", "l4Protocol"] as const;

/**
 * A bit of `struct packet.has`: what the parser found. Transport and ARP fields have one each, because their headers may
 * be cut after any byte.
 */
export type Presence = (typeof GROUPS)[number] | FieldName;

/** Whether a bit is that of a single field. */
export function isOfOneField(presence: Presence): presence is FieldName {
  return !(GROUPS as readonly Presence[]).includes(presence);
}
