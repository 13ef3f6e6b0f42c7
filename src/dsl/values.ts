import type { FIELDS, FieldName, TcpFlagName } from "../packet/index.js";
import type { CheckLiveSet, LiveSet, LiveSetKind } from "./live-sets.js";
import type { Lines, SetOf } from "./sets.js";
import type { CheckIpv4, CheckIpv6, CheckMac, CheckName, CheckNumber } from "../packet/literals.js";

/** What `not(…)` makes: holds when the field is there and equals none of the values. */
export interface Not<V extends readonly unknown[] = readonly unknown[]> {
  readonly kind: "not";
  readonly values: V;
}

/** What `range(first, last)` makes. Both ends belong to it. */
export interface Range<First = unknown, Last = unknown> {
  readonly kind: "range";
  readonly first: First;
  readonly last: Last;
}

/**
 * Negates a comparison, never the presence of the field: `ipv4Src(not("10.0.0.0/8"))` holds for IPv4 packets from
 * elsewhere, and for no packet without an IPv4 header.
 */
export function not<const V extends readonly unknown[]>(...values: V): Not<V> {
  return Object.freeze({ kind: "not", values });
}

/** The values from `first` to `last`, both included: `tcpDport(range(8000, 8999))`, `ipv4Src(range("10.0.0.5", "10.0.0.9"))`. */
export function range<const First, const Last>(first: First, last: Last): Range<First, Last> {
  return Object.freeze({ kind: "range", first, last });
}

/** `{ syn: true, ack: false }`: the flags that must be set and those that must not; the others do not matter. */
export type TcpFlagSet = { readonly [F in TcpFlagName]?: boolean };

/** Any of the flags is set, all of them are, or exactly these and no others. */
export type TcpFlagForm =
  | { readonly any: readonly TcpFlagName[] }
  | { readonly all: readonly TcpFlagName[] }
  | { readonly exact: readonly TcpFlagName[] };

type Row<K extends FieldName> = (typeof FIELDS)[K];
type TypeName<K extends FieldName> = Row<K>["type"]["name"];
type NamesOf<K extends FieldName> = Row<K>["type"] extends {
  readonly names?: Readonly<Record<infer N extends string, number>>;
}
  ? N
  : never;

/** The largest value of a field of so many bits. */
interface MaxOfBits {
  1: 1;
  2: 3;
  3: 7;
  4: 15;
  5: 31;
  6: 63;
  8: 255;
  12: 4095;
  16: 65535;
  20: 1048575;
  32: 4294967295;
  48: number;
  128: number;
}

/** What a single value of a field may be, as completion offers it. */
type Literal<K extends FieldName> =
  TypeName<K> extends "ipv4-address" | "ipv6-address" | "mac-address"
    ? string
    : TypeName<K> extends "tcp-flags"
      ? TcpFlagName | TcpFlagSet | TcpFlagForm
      : TypeName<K> extends "ipv6-extension"
        ? NamesOf<K>
        : TypeName<K> extends "fragment"
          ? NamesOf<K> | "any"
          : TypeName<K> extends "boolean"
            ? boolean
            : number | NamesOf<K>;

/**
 * What a method takes, for completion. `{}` lets wrong values through to `Checked`, whose error is a sentence rather
 * than a list of everything that would have been right.
 */
export type Value<K extends FieldName> = Literal<K> | Range | Not | SetOf | LiveSet | readonly unknown[] | {};

type CheckText<K extends FieldName, V extends string> =
  TypeName<K> extends "ipv4-address"
    ? CheckIpv4<V>
    : TypeName<K> extends "ipv6-address"
      ? CheckIpv6<V>
      : TypeName<K> extends "mac-address"
        ? CheckMac<V>
        : TypeName<K> extends "fragment"
          ? CheckName<V, NamesOf<K> | "any", K>
          : [NamesOf<K>] extends [never]
            ? `${K} takes ${TypeName<K> extends "boolean" ? "true or false" : "a number"}, not text`
            : CheckName<V, NamesOf<K>, K>;

type CheckInteger<K extends FieldName, V extends number> =
  TypeName<K> extends "ipv4-address" | "ipv6-address" | "mac-address"
    ? `${K} takes an address in quotes, not a number`
    : TypeName<K> extends "tcp-flags" | "ipv6-extension" | "fragment" | "boolean"
      ? `${K} takes no number`
      : CheckNumber<V, MaxOfBits[Row<K>["bits"]], K>;

type CheckFlags<K extends FieldName> =
  TypeName<K> extends "tcp-flags" ? TcpFlagSet | TcpFlagForm : `${K} takes no object`;

/** Of an address in a set, which may have both families. */
type CheckAddress<V extends string> = V extends `${string}:${string}` ? CheckIpv6<V> : CheckIpv4<V>;

/** An element of a set, or lines of a file. */
type CheckElement<K extends FieldName, V> = V extends Lines
  ? Ordered<K> extends true
    ? V
    : `${K} takes no lines(…): its values have no order`
  : V extends Range<infer First, infer Last>
    ? Ordered<K> extends true
      ? Range<CheckElement<K, First>, CheckElement<K, Last>>
      : Check<K, V>
    : V extends Not | SetOf | LiveSet
      ? "a set has values, ranges and lines(…), no not(…) and no other set"
      : V extends readonly unknown[]
        ? { readonly [I in keyof V]: CheckElement<K, V[I]> }
        : V extends string
          ? TypeName<K> extends "ipv4-address" | "ipv6-address"
            ? CheckAddress<V>
            : CheckText<K, V>
          : Check<K, V>;

type Ordered<K extends FieldName> =
  TypeName<K> extends "tcp-flags" | "ipv6-extension" | "fragment" | "boolean" ? false : true;

/** `V` itself when it is good for field `K`, otherwise a sentence that says why not. */
type Check<K extends FieldName, V> =
  V extends Range<infer First, infer Last>
    ? Ordered<K> extends true
      ? Range<Check<K, First>, Check<K, Last>>
      : `${K} has no order, so range(…) means nothing here`
    : V extends Not<infer Values>
      ? Not<{ readonly [I in keyof Values]: Check<K, Values[I]> }>
      : V extends readonly unknown[]
        ? { readonly [I in keyof V]: Check<K, V[I]> }
        : V extends string
          ? CheckText<K, V>
          : V extends number
            ? CheckInteger<K, V>
            : V extends boolean
              ? TypeName<K> extends "boolean"
                ? V
                : `${K} takes no true or false`
              : V extends SetOf<infer Source>
                ? SetOf<CheckElement<K, Source>>
                : V extends LiveSet<infer Kind extends LiveSetKind>
                  ? CheckLiveSet<K, Kind>
                  : V extends Lines
                    ? 'lines(…) stands in a set: set("name", lines(…))'
                    : CheckFlags<K>;

/** The checked form of a method's arguments. */
export type Checked<K extends FieldName, V extends readonly unknown[]> = {
  readonly [I in keyof V]: Check<K, V[I]>;
};

/** What `this` must be when a method is called with no value at all: a sentence, but for true-or-false fields. */
export type NotEmpty<K extends FieldName, V extends readonly unknown[]> = V extends readonly []
  ? TypeName<K> extends "boolean"
    ? unknown
    : `${K} needs at least one value`
  : unknown;
