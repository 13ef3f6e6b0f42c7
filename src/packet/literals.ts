/**
 * Literals checked by the type checker: each `Check…` is the type itself when it is a good literal (or not a literal
 * at all: then the build checks it), and otherwise a sentence, which the compiler shows in its error.
 */

/** True for a single literal string, false for `string` and for patterns with holes. */
type IsLiteral<T extends string> = {} extends Record<T, 1> ? false : true;

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type NonZero = Exclude<Digit, "0">;
type HexDigit = Digit | "a" | "b" | "c" | "d" | "e" | "f" | "A" | "B" | "C" | "D" | "E" | "F";

/** "0" to "255", without leading zeros. */
type Octet =
  | Digit
  | `${NonZero}${Digit}`
  | `1${Digit}${Digit}`
  | `2${"0" | "1" | "2" | "3" | "4"}${Digit}`
  | `25${"0" | "1" | "2" | "3" | "4" | "5"}`;

type Length32 = Digit | `${"1" | "2"}${Digit}` | "30" | "31" | "32";
type Length128 = Digit | `${NonZero}${Digit}` | `1${"0" | "1"}${Digit}` | `12${Exclude<Digit, "9">}`;

type IsIpv4<T extends string> = T extends `${infer A}.${infer B}.${infer C}.${infer D}`
  ? [A, B, C, D] extends [Octet, Octet, Octet, Octet]
    ? true
    : false
  : false;

/** An IPv4 address or prefix. Host bits are left to the build, which can name the network that was meant. */
export type CheckIpv4<T extends string> =
  IsLiteral<T> extends false
    ? T
    : T extends `${infer Address}/${infer Length}`
      ? IsIpv4<Address> extends true
        ? Length extends Length32
          ? T
          : `"${T}" is not an IPv4 prefix: its length is a number from 0 to 32`
        : `"${T}" is not an IPv4 prefix: "${Address}" is not four decimal numbers from 0 to 255`
      : IsIpv4<T> extends true
        ? T
        : `"${T}" is not an IPv4 address: it is not four decimal numbers from 0 to 255`;

type Split<T extends string> = T extends `${infer Head}:${infer Tail}` ? [Head, ...Split<Tail>] : [T];
type Half<T extends string> = T extends "" ? [] : Split<T>;

type IsGroup<T extends string> = T extends `${HexDigit}${infer A}`
  ? A extends ""
    ? true
    : A extends `${HexDigit}${infer B}`
      ? B extends ""
        ? true
        : B extends `${HexDigit}${infer C}`
          ? C extends "" | HexDigit
            ? true
            : false
          : false
      : false
  : false;

/** The groups of a half with a dotted end counted as two, or never when one of them is wrong. */
type Groups<T extends readonly string[]> = T extends readonly [
  infer Head extends string,
  ...infer Tail extends string[],
]
  ? IsGroup<Head> extends true
    ? Groups<Tail> extends infer Rest extends string[]
      ? [Head, ...Rest]
      : never
    : Tail extends []
      ? IsIpv4<Head> extends true
        ? [Head, Head]
        : never
      : never
  : [];

type FewerThan8 = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

type IsIpv6<T extends string> = T extends `${string}::${string}::${string}`
  ? false
  : T extends `${infer Head}::${infer Tail}`
    ? [...Groups<Half<Head>>, ...Groups<Half<Tail>>]["length"] extends FewerThan8
      ? [Groups<Half<Head>>] extends [never]
        ? false
        : [Groups<Half<Tail>>] extends [never]
          ? false
          : true
      : false
    : [Groups<Split<T>>] extends [never]
      ? false
      : Groups<Split<T>>["length"] extends 8
        ? true
        : false;

/** An IPv6 address or prefix, RFC 4291 section 2.2. */
export type CheckIpv6<T extends string> =
  IsLiteral<T> extends false
    ? T
    : T extends `${infer Address}/${infer Length}`
      ? IsIpv6<Address> extends true
        ? Length extends Length128
          ? T
          : `"${T}" is not an IPv6 prefix: its length is a number from 0 to 128`
        : `"${T}" is not an IPv6 prefix: "${Address}" is not an IPv6 address`
      : IsIpv6<T> extends true
        ? T
        : `"${T}" is not an IPv6 address`;

type IsPair<T> = T extends `${HexDigit}${HexDigit}` ? true : false;
type AllPairs<T extends readonly string[]> = T extends readonly [infer Head, ...infer Tail extends string[]]
  ? IsPair<Head> extends true
    ? AllPairs<Tail>
    : false
  : true;
type Pairs<T extends string> = T extends `${infer Head}-${infer Tail}` ? [Head, ...Pairs<Tail>] : [T];
type SixPairs<T extends readonly string[]> = T["length"] extends 6 ? AllPairs<T> : false;

/** Six pairs of hexadecimal digits. */
export type CheckMac<T extends string> =
  IsLiteral<T> extends false
    ? T
    : true extends SixPairs<Split<T>> | SixPairs<Pairs<T>>
      ? T
      : `"${T}" is not a MAC address: it is not six pairs of hexadecimal digits with : or - between them`;

type Characters<T extends string> = T extends `${infer Head}${infer Tail}` ? [Head, ...Characters<Tail>] : [];
type IsLonger<A extends readonly unknown[], B extends readonly unknown[]> = A extends readonly [
  unknown,
  ...infer RestA,
]
  ? B extends readonly [unknown, ...infer RestB]
    ? IsLonger<RestA, RestB>
    : true
  : false;
type IsGreaterDigit<
  A extends string,
  B extends string,
> = "0123456789" extends `${string}${B}${string}${A}${string}` ? true : false;
/** Whether the digits of `A` are more than those of `B`, both of one length. */
type IsGreater<A extends readonly unknown[], B extends readonly unknown[]> = A extends readonly [
  infer HeadA extends string,
  ...infer RestA,
]
  ? B extends readonly [infer HeadB extends string, ...infer RestB]
    ? HeadA extends HeadB
      ? IsGreater<RestA, RestB>
      : IsGreaterDigit<HeadA, HeadB>
    : false
  : false;

type Exceeds<A extends string, Max extends string> =
  IsLonger<Characters<A>, Characters<Max>> extends true
    ? true
    : IsLonger<Characters<Max>, Characters<A>> extends true
      ? false
      : IsGreater<Characters<A>, Characters<Max>>;

/** A whole number from 0 to `Max`. */
export type CheckNumber<T extends number, Max extends number, Field extends string> = number extends T
  ? T
  : `${T}` extends `-${string}` | `${string}e+${string}`
    ? `${T} is out of range for ${Field}: 0 to ${Max}`
    : `${T}` extends `${string}.${string}` | `${string}e-${string}`
      ? `${T} is not a whole number: ${Field} takes 0 to ${Max}`
      : Exceeds<`${T}`, `${Max}`> extends true
        ? `${T} is out of range for ${Field}: 0 to ${Max}`
        : T;

/** One of `Names`. */
export type CheckName<T extends string, Names extends string, Field extends string> =
  IsLiteral<T> extends false ? T : T extends Names ? T : `${Field} knows no "${T}"`;
