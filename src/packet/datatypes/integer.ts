import { show, type Datatype, type DatatypeName, type Parsed } from "../datatype.js";
import { unknownName } from "./unknown-name.js";

/** The largest value of an unsigned integer of `bits` bits. */
export function maxOf(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

interface IntegerOptions<N extends DatatypeName, Names extends string> {
  readonly name: N;
  readonly expected: string;
  readonly names?: Readonly<Record<Names, number>>;
  readonly ordered?: boolean;
  readonly format?: (value: bigint) => string;
}

/** An unsigned integer that users write as a JavaScript number or, where there are `names`, as a name. */
export function integer<const N extends DatatypeName, const Names extends string = never>({
  name,
  expected,
  names,
  ordered = true,
  format,
}: IntegerOptions<N, Names>): Datatype<N, Names> {
  const nameOf = new Map(Object.entries<number>(names ?? {}).map(([word, value]) => [BigInt(value), word]));
  return {
    name,
    expected,
    ordered,
    ...(names === undefined ? {} : { names }),
    parse: (literal, field, bits) =>
      typeof literal === "string" && names !== undefined
        ? parseName(literal, field, names)
        : parseNumber(literal, field, bits, expected),
    format: format ?? ((value) => nameOf.get(value) ?? String(value)),
  };
}

function parseName(word: string, field: string, names: Readonly<Record<string, number>>): Parsed {
  if (Object.hasOwn(names, word)) return single(BigInt(names[word]!));
  const words = Object.keys(names);
  return unknownName(word, field, words, `numbers and ${words.join(", ")}`);
}

/** A whole number from 0 to the largest that fits `bits`; nothing is rounded, masked or read from text. */
export function parseNumber(literal: unknown, field: string, bits: number, expected: string): Parsed {
  if (typeof literal !== "number" || !Number.isInteger(literal)) {
    return { kind: "refused", code: "XG206", args: { field, expected, given: show(literal) } };
  }
  const max = maxOf(bits);
  if (literal < 0 || BigInt(literal) > max) {
    return {
      kind: "refused",
      code: "XG205",
      args: { field, value: String(literal), min: "0", max: String(max) },
    };
  }
  return single(BigInt(literal));
}

/** The interval that holds one value. */
export function single(value: bigint): Parsed {
  return { kind: "interval", interval: { first: value, last: value } };
}
