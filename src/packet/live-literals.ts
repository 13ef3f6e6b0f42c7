import type { CheckIpv4, CheckIpv6, CheckMac, CheckNumber } from "./literals.js";
import type { LiveTypeName } from "./live-sets.js";

/** What the elements of a live set are: values of one type, or pairs. */
export type LiveSetKind = LiveTypeName | readonly [LiveTypeName, LiveTypeName];

type CheckOne<T extends LiveTypeName, V> = V extends number
  ? T extends "ipv4" | "ipv6" | "mac"
    ? `a live set of type ${T} takes text, not a number`
    : CheckNumber<V, 65535, "a port">
  : V extends string
    ? T extends "ipv4"
      ? CheckIpv4<V>
      : T extends "ipv6"
        ? CheckIpv6<V>
        : T extends "mac"
          ? CheckMac<V>
          : `a live set of type ${T} takes numbers, not text`
    : `this is no element of a live set of type ${T}`;

/** The literal of an element itself when it is a good one for the kind, otherwise a sentence that says why not. */
export type CheckLiveLiteral<Kind extends LiveSetKind, V> = Kind extends LiveTypeName
  ? CheckOne<Kind, V>
  : Kind extends readonly [infer A extends LiveTypeName, infer B extends LiveTypeName]
    ? V extends readonly [infer First, infer Second]
      ? readonly [CheckOne<A, First>, CheckOne<B, Second>]
      : V extends string
        ? V
        : `a pair is written ["…", …] or as text with a blank between the two`
    : V;
