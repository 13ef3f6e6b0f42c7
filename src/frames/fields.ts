import { fail } from "../diagnostics/index.js";
import {
  FIELD_NAMES,
  type FIELDS,
  fieldRow,
  HEADERS,
  maxOf,
  show,
  TCP_FLAGS,
  type FieldName,
  type HeaderLocation,
  type TcpFlagName,
} from "../packet/index.js";
import { nearest } from "../util/text.js";

/** What the names of a header's fields begin with. */
type Prefix = "ether" | "vlan" | "arp" | "ipv4" | "ipv6" | "tcp" | "udp" | "sctp" | "icmp" | "icmpv6";

type HeaderOfPrefix<P extends Prefix> = P extends "ether" ? "ethernet" : P;

/**
 * TCP flags of a packet that is made: one name, several, or letters as tools write them, `"SA"`: F S R P A U E C,
 * with `.` for ACK and `W` for CWR as tcpdump has them.
 */
export type FlagsLiteral = TcpFlagName | readonly TcpFlagName[] | (string & {});

type LiteralOf<K extends FieldName> = (typeof FIELDS)[K]["type"] extends infer T
  ? T extends { readonly name: "tcp-flags" }
    ? FlagsLiteral
    : T extends { readonly name: "ipv4-address" | "ipv6-address" | "mac-address" }
      ? string
      : T extends { readonly names?: Readonly<Record<infer N extends string, number>> }
        ? number | N
        : number
  : never;

/**
 * The fields of a header as options of its layer: named as in the table of fields, without the protocol's name
 * (`ipv4Src` is `src`), and written as in the rule language, one value each.
 */
export type HeaderFields<P extends Prefix> = {
  readonly [
    K in FieldName as (typeof FIELDS)[K] extends {
      readonly protocol: HeaderOfPrefix<P>;
      readonly location: { readonly kind: "header" };
    }
      ? K extends `${P}${infer Rest}`
        ? Uncapitalize<Rest>
        : never
      : never
  ]?: LiteralOf<K> | undefined;
};

/**
 * Writes fields into the bytes of their header, by their rows: what a header usually says, then what was asked for. What
 * is undefined stays as it is.
 * @throws DiagnosticError XG2xx for a value that its field does not take, XG207 for a field that the header does not have
 */
export function writeFields<B extends Uint8Array>(
  header: B,
  prefix: Prefix,
  usual: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, unknown>>,
): B {
  for (const [key, literal] of [...Object.entries(usual), ...Object.entries(asked)]) {
    if (literal === undefined) continue;
    const name = fieldOf(prefix, key);
    const { location, bits } = fieldRow(name);
    if (location.kind === "header") writeBits(header, 0, location, bits, valueOf(name, literal));
  }
  return header;
}

/** Puts `value` into the bits of a field whose header begins at byte `start`. */
export function writeBits(
  bytes: Uint8Array,
  start: number,
  { offset, size, shift }: HeaderLocation,
  bits: number,
  value: bigint,
): void {
  const mask = maxOf(bits) << BigInt(shift);
  const set = value << BigInt(shift);
  for (let i = 0; i < size; i++) {
    const at = start + offset + i;
    const place = BigInt(8 * (size - 1 - i));
    const byteMask = Number((mask >> place) & 0xffn);
    bytes[at] = (bytes[at]! & ~byteMask) | Number((set >> place) & 0xffn);
  }
}

function fieldOf(prefix: Prefix, key: string): FieldName {
  const name = `${prefix}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  const known = FIELD_NAMES.find((field) => field === name && fieldRow(field).location.kind === "header");
  if (known !== undefined) return known;
  const keys = FIELD_NAMES.filter((field) => belongsTo(field, prefix)).map((field) => keyOf(field, prefix));
  const near = nearest(key, keys);
  return fail("XG207", {
    field: `${prefix}({ … })`,
    name: key,
    suggestion: near === undefined ? "" : `; did you mean "${near}"?`,
    known: `its fields are ${keys.join(", ")}`,
  });
}

function belongsTo(field: FieldName, prefix: Prefix): boolean {
  const { protocol, location } = fieldRow(field);
  return location.kind === "header" && protocol === (prefix === "ether" ? "ethernet" : prefix);
}

const keyOf = (field: FieldName, prefix: Prefix) =>
  field.charAt(prefix.length).toLowerCase() + field.slice(prefix.length + 1);

/** The one value that a literal stands for. */
function valueOf(field: FieldName, literal: unknown): bigint {
  const { type, bits, title, protocol } = fieldRow(field);
  if (type.name === "tcp-flags" && (typeof literal === "string" || Array.isArray(literal)))
    return flagBits(literal as string | readonly unknown[]);
  const parsed = type.parse(literal, field, bits);
  // The row of a refusal's code names just the arguments that its datatype gives.
  if (parsed.kind === "refused") return fail(parsed.code, parsed.args as never);
  if (parsed.kind === "bits") return parsed.tests.reduce((value, test) => value | test.value, 0n);
  const { first, last } = parsed.interval;
  if (first === last) return first;
  return fail("XG206", {
    field,
    expected: `one value in a packet, the ${title} of ${HEADERS[protocol].title}`,
    given: show(literal),
  });
}

/** The letters of scapy and Wireshark, and those in which tcpdump differs. */
const FLAG_LETTERS: Readonly<Record<string, TcpFlagName>> = {
  F: "fin",
  S: "syn",
  R: "rst",
  P: "psh",
  A: "ack",
  U: "urg",
  E: "ece",
  C: "cwr",
  ".": "ack",
  W: "cwr",
};

function flagBits(literal: string | readonly unknown[]): bigint {
  const isName = (name: unknown): name is TcpFlagName =>
    typeof name === "string" && Object.hasOwn(TCP_FLAGS, name);
  const words = typeof literal === "string" && !isName(literal) ? [...literal] : [literal].flat();
  const names = words.map((word) => FLAG_LETTERS[String(word)] ?? word);
  const stranger = names.find((name) => !isName(name));
  if (stranger !== undefined)
    fail("XG217", {
      reason: `there is no flag ${show(stranger)}; a packet takes names such as "syn", and letters of ${Object.keys(FLAG_LETTERS).join("")}`,
    });
  return names.filter(isName).reduce((bits, name) => bits | BigInt(TCP_FLAGS[name]), 0n);
}
