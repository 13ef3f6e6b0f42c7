import { show, type Datatype } from "../datatype.js";
import { single } from "./integer.js";
import { unknownName } from "./unknown-name.js";

/** What `fragment` can be. A fragment header with offset 0 and no more fragments (RFC 6946) is "none": the packet is whole. */
export const FRAGMENTS = { none: 0, first: 1, later: 2 } as const;

/** Whether a packet is whole, the first of its fragments, or a later one; "any" is first or later. */
export const fragment: Datatype<"fragment", keyof typeof FRAGMENTS> = {
  name: "fragment",
  expected: '"none", "first", "later" or "any"',
  ordered: false,
  names: FRAGMENTS,
  parse(literal, field) {
    if (typeof literal !== "string") {
      return {
        kind: "refused",
        code: "XG206",
        args: { field, expected: this.expected, given: show(literal) },
      };
    }
    if (literal === "any") return { kind: "interval", interval: { first: 1n, last: 2n } };
    if (Object.hasOwn(FRAGMENTS, literal))
      return single(BigInt(FRAGMENTS[literal as keyof typeof FRAGMENTS]));
    return unknownName(literal, field, ["any", ...Object.keys(FRAGMENTS)], this.expected);
  },
  format: (value) => Object.entries(FRAGMENTS).find(([, n]) => BigInt(n) === value)?.[0] ?? String(value),
};

/** true or false; a method called without a value means true. */
export const boolean: Datatype<"boolean", never> = {
  name: "boolean",
  expected: "true or false",
  ordered: false,
  parse(literal, field) {
    if (typeof literal !== "boolean") {
      return {
        kind: "refused",
        code: "XG206",
        args: { field, expected: this.expected, given: show(literal) },
      };
    }
    return single(literal ? 1n : 0n);
  },
  format: (value) => (value === 0n ? "false" : "true"),
};
