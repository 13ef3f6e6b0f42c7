import type { BooleanExpression, ComparisonOperator, NumberExpression } from "../../ir/index.js";
import { rangeOf } from "../../ir/index.js";
import { fieldRow } from "../../packet/index.js";
import { asBoolean, asNumber, not, whole } from "./logic.js";
import { present } from "./packet.js";
import { refuse, type Site } from "./state.js";
import { booleanOf, dataOf, isPacketData, textOf, type Origin, type PacketData } from "./values.js";

const isNothing = (value: unknown) => value === undefined || value === null;

/** `left op right` when at least one of them is packet data. */
export function compare(op: ComparisonOperator, left: unknown, right: unknown, site: Site): unknown {
  const equality = op === "===" || op === "!==";
  if (equality && (isNothing(left) || isNothing(right))) {
    // A header that a packet lacks is undefined, and never null; nothing else of a packet is either.
    if (left === null || right === null) return op === "!==";
    const value = present(isNothing(left) ? right : left, site);
    if (dataOf(value)?.kind !== "boolean" || dataOf(isNothing(left) ? right : left)?.kind === "boolean")
      return op === "!==";
    const { expression } = dataOf(value) as PacketData & { kind: "boolean" };
    return booleanOf(op === "!==" ? expression : not(expression, site));
  }
  return booleanOf(comparison(op, left, right, site));
}

function comparison(op: ComparisonOperator, left: unknown, right: unknown, site: Site): BooleanExpression {
  const [a, b] = [dataOf(left), dataOf(right)];
  const differ = () => refuse("XG265", { left: describe(left), right: describe(right) }, site);
  for (const data of [a, b]) {
    if (data?.kind === "quotient") refuse("XG266", { text: data.site.text }, data.site);
    if (data?.kind === "header" || data?.kind === "object") differ();
  }
  const literal =
    a?.kind === "address" || a?.kind === "name"
      ? a
      : b?.kind === "address" || b?.kind === "name"
        ? b
        : undefined;
  const { span, text } = site;
  if (literal !== undefined) {
    if (op !== "===" && op !== "!==")
      refuse(
        "XG281",
        {
          op,
          what: textOf(literal === a ? left : right),
          hint: "addresses and names have no order: compare with === or ask in(…)",
        },
        site,
      );
    const other = literal === a ? right : left;
    const data = dataOf(other);
    const expression =
      data === undefined
        ? constantOf(literal, other, site)
        : data.kind === literal.kind && data.origin.datatype === literal.origin.datatype
          ? data.expression
          : differ();
    const [l, r] = literal === a ? [literal.expression, expression] : [expression, literal.expression];
    return { kind: "compare", op, left: l, right: r, span, text };
  }
  if (a?.kind === "boolean" || b?.kind === "boolean") {
    const [l, r] = [asBoolean(left, site), asBoolean(right, site)];
    if (l === undefined || r === undefined || (op !== "===" && op !== "!==")) differ();
    return same(l!, r!, op === "!==", site);
  }
  const [l, r] = [integer(left, site) ?? differ(), integer(right, site) ?? differ()];
  if (a?.kind === "number" && b?.kind === "number") checkKinds(a.origin, b.origin, differ);
  refuseSettled(op, [left, l], [right, r], site);
  return { kind: "compare", op, left: l, right: r, span, text };
}

function same(
  left: BooleanExpression,
  right: BooleanExpression,
  negated: boolean,
  site: Site,
): BooleanExpression {
  if (right.kind === "boolean") return right.value === negated ? not(left, site) : left;
  if (left.kind === "boolean") return left.value === negated ? not(right, site) : right;
  return { kind: "same", left, right, negated, ...site };
}

/** The value as an integer; what is a number and no integer is refused. */
export function integer(value: unknown, site: Site): NumberExpression | undefined {
  const data = dataOf(value);
  if (data?.kind === "quotient") refuse("XG266", { text: data.site.text }, data.site);
  if (typeof value === "number" && !Number.isSafeInteger(value))
    refuse("XG266", { text: String(value) }, site);
  return asNumber(value, site);
}

/** A port is not compared with a time to live. */
function checkKinds(a: Origin | undefined, b: Origin | undefined, differ: () => never): void {
  if (a?.field !== undefined && b?.field !== undefined && a.datatype !== b.datatype) differ();
}

/** A field is compared with what it can be: `dport === 70000` is a mistake. */
function refuseSettled(
  op: ComparisonOperator,
  [left, l]: readonly [unknown, NumberExpression],
  [right, r]: readonly [unknown, NumberExpression],
  site: Site,
): void {
  const [given, field, constant] = isPacketData(left) ? [left, l, r] : [right, r, l];
  const data = dataOf(given);
  if (data?.kind !== "number" || data.origin === undefined || constant.kind !== "number") return;
  const { least, most } = rangeOf(field);
  if (constant.value >= least && constant.value <= most) return;
  const value = HOLDS[op](rangeOf(l).least, rangeOf(r).least);
  refuse("XG264", { text: site.text, value: String(value), what: textOf(given), least, most }, site);
}

const HOLDS: Readonly<Record<ComparisonOperator, (a: bigint, b: bigint) => boolean>> = {
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** An address or a name in quotes as the number that it is in a packet. */
export function constantOf(
  data: PacketData & { kind: "address" | "name" },
  literal: unknown,
  site: Site,
): NumberExpression {
  const { field } = data.origin;
  const { type, bits } = fieldRow(field!);
  if (typeof literal !== "string")
    refuse("XG265", { left: data.expression.text, right: describe(literal) }, site);
  const parsed = type.parse(literal, data.expression.text, bits);
  if (parsed.kind === "refused") return refuse(parsed.code, parsed.args as never, site);
  if (parsed.kind !== "interval" || parsed.interval.first !== parsed.interval.last)
    return refuse("XG280", { given: literal, what: data.expression.text }, site);
  const usual = type.format(parsed.interval.first);
  // JavaScript compares the text.
  if (usual !== literal) refuse("XG279", { given: literal, usual, what: data.expression.text }, site);
  return whole(parsed.interval.first, site.span, JSON.stringify(literal));
}

const KINDS: Readonly<Record<PacketData["kind"], string>> = {
  number: "a number",
  boolean: "true or false",
  address: "an address",
  name: "a name",
  quotient: "a fraction",
  header: "a header",
  object: "a part of the packet",
};

/** A value and what it is. */
export function describe(value: unknown): string {
  const data = dataOf(value);
  if (data === undefined) return `${textOf(value)} (${value === null ? "null" : typeof value})`;
  const kind =
    "origin" in data && data.origin?.field !== undefined
      ? `of the kind ${data.origin.datatype}`
      : KINDS[data.kind];
  return `${textOf(value)} (${kind})`;
}
