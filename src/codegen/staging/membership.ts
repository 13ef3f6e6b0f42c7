import {
  flatten,
  NARROW_BITS,
  normalise,
  rangeOf,
  type BooleanExpression,
  type NumberExpression,
} from "../../ir/index.js";
import { compare, constantOf } from "./compare.js";
import { asBoolean, constant, or } from "./logic.js";
import { refuse, staging, type Site } from "./state.js";
import { booleanOf, dataOf, isPacketData, textOf, VALUE_MEMBERS } from "./values.js";
import { OWN_FUNCTIONS } from "./payload.js";

/** From so many constants on they are one question and not many. */
const FEW = 1;

/** So many intervals are written as intervals, more of a narrow number as a set. */
const MOST_INTERVALS = 64;

const expressionOf = (value: unknown, site: Site): BooleanExpression =>
  asBoolean(value, site) ?? refuse("XG269", { what: textOf(value) }, site);

/** Whether a value is among others, as `includes` and `has` say it: compared by `===`. */
export function isAmong(values: readonly unknown[], wanted: unknown, site: Site): unknown {
  const question =
    values.length > FEW && !values.some(isPacketData) ? constantsOf(values, wanted, site) : undefined;
  if (question !== undefined) return booleanOf(question);
  return values
    .map((value) => compare("===", wanted, value, site))
    .reduce<unknown>(
      (all, one) => booleanOf(or(expressionOf(all, site), expressionOf(one, site), site)),
      false,
    );
}

/** One question for constants of a field or of a number that is never negative; undefined for everything else. */
function constantsOf(values: readonly unknown[], wanted: unknown, site: Site): BooleanExpression | undefined {
  const data = dataOf(wanted);
  if (data?.kind !== "number" && data?.kind !== "address" && data?.kind !== "name") return undefined;
  const numbers = values.map((value) => {
    // What can never be equal is refused as it is anywhere.
    compare("===", wanted, value, site);
    return data.kind === "number" ? BigInt(value as number) : constantValue(constantOf(data, value, site));
  });
  if (data.kind === "number" && rangeOf(data.expression).least < 0n) return undefined;
  if (numbers.some((number) => number < 0n)) return undefined;
  const intervals = normalise(numbers.map((number) => ({ first: number, last: number })));
  const isLong =
    intervals.length > MOST_INTERVALS && rangeOf(data.expression).most < 2n ** BigInt(NARROW_BITS);
  const constants = isLong
    ? { kind: "set" as const, name: undefined, ...flatten(intervals) }
    : { kind: "intervals" as const, intervals };
  return { kind: "in", operand: data.expression, values: constants, ...site };
}

const constantValue = (expression: NumberExpression): bigint =>
  expression.kind === "number" ? expression.value : 0n;

/** `field.in(…)`: literals of the rule language, ranges, sets, live sets. */
function asksIn(value: object): unknown {
  const data = dataOf(value);
  if (data?.kind !== "address" && data?.kind !== "number") return undefined;
  const { expression: operand } = data;
  if (operand.kind !== "field") return undefined;
  const ask = (...values: readonly unknown[]): unknown => {
    const { site } = staging;
    for (const given of values.flat(Infinity))
      if (isPacketData(given)) refuse("XG263", { what: textOf(given) }, site);
    const found = staging.surroundings?.askedFor(operand.field, values, site.span);
    // The lowering has said what is wrong: any expression will do.
    if (found === undefined) return booleanOf(constant(false, site));
    if (found.operand?.kind === "bits") return refuse("XG263", { what: site.text }, site);
    // What is known is asked first: it costs less than a look into a live set.
    const questions: readonly BooleanExpression[] = [
      ...(found.operand === undefined
        ? []
        : [{ kind: "in" as const, operand, values: found.operand, ...site }]),
      ...found.sets.map((set) => ({ kind: "in-live" as const, operand, set, ...site })),
    ];
    const question = questions.reduce((left, right) => or(left, right, site));
    return booleanOf(found.negated ? { kind: "not", operand: question, ...site } : question);
  };
  OWN_FUNCTIONS.add(ask);
  return ask;
}

VALUE_MEMBERS.set("in", asksIn);
