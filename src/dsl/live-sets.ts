import type {
  DatatypeName,
  FIELDS,
  FieldName,
  HeaderName,
  LIVE_TYPES,
  LiveTypeName,
} from "../packet/index.js";
import type { Duration } from "../util/duration.js";
import { callSite } from "./call-site.js";
import type { LiveSetDecl } from "./declarations.js";
import type { CheckLiveLiteral, LiveSetKind } from "../packet/live-literals.js";
import type { Lines } from "./sets.js";

export type { Duration, LiveSetKind };

/** Options of `liveSet(…)`. */
export interface LiveSetOptions<Kind extends LiveSetKind = LiveSetKind, Elements = unknown> {
  /** `"ipv4"`, `"ipv6"` (addresses and prefixes), `"mac"`, `"port"`, or a pair: `["ipv4", "tcp-port"]`. */
  readonly type: Kind;
  /** How many elements it can hold at least, 1 to 10,000,000. Its memory is taken when the program is attached. */
  readonly capacity: number;
  /** How long an element stays that is added without a time; without it for ever. */
  readonly timeout?: Duration;
  /** What is in it from the start: an array of values, `lines(…)` among them, or `lines(…)` alone. */
  readonly elements?: Elements;
}

/** What `liveSet(name, options)` makes: a set whose elements change while the program runs. */
export interface LiveSet<Kind extends LiveSetKind = LiveSetKind> extends LiveSetDecl {
  readonly options: LiveSetOptions<Kind>;
}

/** An element itself when it is a good one for the type, otherwise a sentence that says why not. */
type CheckLiveElement<Kind extends LiveSetKind, V> = V extends Lines ? V : CheckLiveLiteral<Kind, V>;

type CheckElements<Kind extends LiveSetKind, Elements extends readonly unknown[]> = {
  readonly [I in keyof Elements]: CheckLiveElement<Kind, Elements[I]>;
};

/**
 * A set whose elements change while the program runs, by `xdpgen set`, from Node, or by rules with `thenBan(…)`:
 * `liveSet("bans", { type: "ipv4", capacity: 1_000_000, timeout: "10m" })`. A field's method takes it, alone or in `not(…)`, and so
 * does `in(…)` of a predicate, among other values.
 *
 * The name has lower-case letters, digits, - and _, starts with a letter, and belongs to one set.
 */
export function liveSet<
  const Kind extends LiveSetKind,
  const Elements extends readonly unknown[] = readonly [],
>(name: string, options: LiveSetOptions<Kind, Lines | CheckElements<Kind, Elements>>): LiveSet<Kind> {
  return Object.freeze({ kind: "live-set", name, options, places: [], span: callSite() });
}

type Row<K extends FieldName> = (typeof FIELDS)[K];

type FitsOne<
  K extends FieldName,
  T extends LiveTypeName,
> = Row<K>["type"]["name"] extends (typeof LIVE_TYPES)[T]["datatype"]
  ? (typeof LIVE_TYPES)[T] extends { readonly protocol: infer P extends HeaderName }
    ? Row<K>["protocol"] extends P
      ? true
      : false
    : true
  : false;

/** Whether only the build knows the type: any may come. */
type IsOpen<Kind extends LiveSetKind> = LiveSetKind extends Kind ? true : false;

/** A live set itself when field `K` can be looked up in it, otherwise a sentence. */
export type CheckLiveSet<K extends FieldName, Kind extends LiveSetKind> =
  IsOpen<Kind> extends true
    ? LiveSet<Kind>
    : Kind extends LiveTypeName
      ? FitsOne<K, Kind> extends true
        ? LiveSet<Kind>
        : `${K} is nothing that a live set of type ${Kind} can have`
      : "this live set has pairs: write .pair([…, …], set)";

type DatatypeOf<T extends LiveTypeName> = (typeof LIVE_TYPES)[T]["datatype"];

/** A live set itself when a value of a datatype can be an element of it, otherwise a sentence. */
export type CheckLiveSetOf<D extends DatatypeName, Kind extends LiveSetKind> =
  IsOpen<Kind> extends true
    ? LiveSet<Kind>
    : Kind extends LiveTypeName
      ? DatatypeOf<Kind> extends D
        ? LiveSet<Kind>
        : `this live set has elements of type ${Kind}`
      : "this live set has pairs: write .pair([…, …], set)";

/** `unknown` when two fields can be looked up in a live set of pairs, otherwise a sentence. */
export type CheckPairSet<A extends FieldName, B extends FieldName, Kind extends LiveSetKind> =
  IsOpen<Kind> extends true
    ? unknown
    : Kind extends readonly [infer First extends LiveTypeName, infer Second extends LiveTypeName]
      ? FitsOne<A, First> extends true
        ? FitsOne<B, Second> extends true
          ? unknown
          : `${B} is nothing that the second value of this live set can be: its type is ${Second}`
        : `${A} is nothing that the first value of this live set can be: its type is ${First}`
      : "pair(…) takes a live set of pairs";
