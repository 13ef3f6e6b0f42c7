/** One inclusive interval of unsigned integers. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** A test of single bits: holds when `(field & mask) === value`. */
export interface BitTest {
  readonly mask: bigint;
  readonly value: bigint;
}

/** Why a literal was refused; `code` and `args` are a diagnostic's. */
export interface Refusal {
  readonly kind: "refused";
  readonly code: "XG201" | "XG202" | "XG203" | "XG204" | "XG205" | "XG206" | "XG207" | "XG217";
  readonly args: Readonly<Record<string, string>>;
}

/** What a literal means: the values it stands for; of several bit tests any may hold. */
export type Parsed =
  | { readonly kind: "interval"; readonly interval: Interval }
  | { readonly kind: "bits"; readonly tests: readonly BitTest[] }
  | Refusal;

/**
 * What the values of a field are and how users write them.
 * All values are unsigned integers in host order.
 */
export interface Datatype<N extends DatatypeName = DatatypeName, Names extends string = string> {
  readonly name: N;
  /** What a user may write, as the end of "… takes": "a port from 0 to 65535". */
  readonly expected: string;
  /** Whether `range(first, last)` means something. Bit tests have no order, and neither have enumerations. */
  readonly ordered: boolean;
  /** Names that stand for values: `"echo-request"`. */
  readonly names?: Readonly<Record<Names, number>>;
  /** Parses one literal for a field of `bits` bits; `field` is the method's name, for messages. */
  readonly parse: (literal: unknown, field: string, bits: number) => Parsed;
  /** The usual way to write a value: `172.20.0.11`, `22`, `echo-request`. */
  readonly format: (value: bigint) => string;
}

/** The key by which the DSL's types know what a field's method takes. */
export type DatatypeName =
  | "ipv4-address"
  | "ipv6-address"
  | "mac-address"
  | "number"
  | "port"
  | "ether-type"
  | "protocol"
  | "dscp"
  | "ecn"
  | "arp-operation"
  | "icmp-type"
  | "icmpv6-type"
  | "ipv6-extension"
  | "tcp-flags"
  | "fragment"
  | "boolean";

/** Shows any JavaScript value in a message: strings in quotes, everything short. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
