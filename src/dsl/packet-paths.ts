import { FIELD_NAMES, FIELDS, type FieldName } from "../packet/index.js";

/** The beginning of a field's name that its header's name says already. */
const PREFIXES = { meta: "packet", ethernet: "ether" } as const;

type Prefix<H extends string> = H extends keyof typeof PREFIXES ? (typeof PREFIXES)[H] : H;

/** `name` without the beginning, as a name of its own; all of it when it does not begin so. */
type Without<Name extends string, Beginning extends string> = Name extends `${Beginning}${infer Rest}`
  ? Rest extends ""
    ? Name
    : Uncapitalize<Rest>
  : Name;

/** What a field is called in its header: `src` for `ipv4Src`, `id` for `vlanId`, `length` for `packetLength`. */
export type MemberName<K extends FieldName> = Without<K, Prefix<(typeof FIELDS)[K]["protocol"]>>;

/** Where a field stands in the packet of a predicate; those of `meta` stand in the packet itself. */
export interface PacketPath {
  readonly header: (typeof FIELDS)[FieldName]["protocol"];
  readonly member: string;
}

/** The same as `MemberName` says, for a name at run time. */
export function packetPath(field: FieldName): PacketPath {
  const { protocol } = FIELDS[field];
  const prefix = protocol === "meta" || protocol === "ethernet" ? PREFIXES[protocol] : protocol;
  const rest = field.startsWith(prefix) ? field.slice(prefix.length) : "";
  return { header: protocol, member: rest === "" ? field : rest[0]!.toLowerCase() + rest.slice(1) };
}

/** Every field by its header and its name there. */
export const PACKET_MEMBERS: ReadonlyMap<string, ReadonlyMap<string, FieldName>> = membersByHeader();

function membersByHeader(): Map<string, Map<string, FieldName>> {
  const headers = new Map<string, Map<string, FieldName>>();
  for (const field of FIELD_NAMES) {
    const { header, member } = packetPath(field);
    headers.set(header, (headers.get(header) ?? new Map<string, FieldName>()).set(member, field));
  }
  return headers;
}
