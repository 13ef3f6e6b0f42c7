import { calculate, unary } from "./arithmetic.js";
import { call, callMethod, construct } from "./calls.js";
import { test } from "./collections.js";
import { compare } from "./compare.js";
import { and, asBoolean, choose, not, or } from "./logic.js";
import { present } from "./packet.js";
import { attempt, checkChange, checkObject, currentAge, made, noteRead } from "./replay.js";
import { refuse, staging, type Age, type Site } from "./state.js";
import { booleanOf, dataOf, isPacketData, textOf } from "./values.js";
import type { ComparisonOperator } from "../../ir/index.js";

/* eslint-disable eqeqeq, @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-return -- JavaScript's operators, on whatever values */

/** What operators do to values of the build: just what JavaScript does. */
const PLAIN: Readonly<Record<string, (a: any, b: any) => unknown>> = {
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "==": (a, b) => a == b,
  "!=": (a, b) => a != b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
  "u-": (a) => -a,
  "u+": (a) => +a,
  "u~": (a) => ~a,
};

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  "===": "===",
  "!==": "!==",
  "==": "===",
  "!=": "!==",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** How often the loops of one predicate may go round. */
const MOST_ROUNDS = 100_000;

type Holder = Record<PropertyKey, unknown>;

/** A value of the build, where nothing else will do. */
function known<T>(value: T, site: Site): T {
  return isPacketData(value) ? refuse("XG263", { what: textOf(value) }, site) : value;
}

/**
 * What the operators of a rewritten module have become: functions of values, of which the last argument is a place in the module. For
 * values of the build they do what JavaScript does; of packet data they make expressions.
 */
export const OPERATORS = {
  binary(op: string, left: unknown, right: unknown, site: Site): unknown {
    if (!isPacketData(left) && !isPacketData(right)) return PLAIN[op]!(left, right);
    staging.site = site;
    const comparison = COMPARISONS[op];
    if (comparison === undefined) return calculate(op, left, right, site);
    // To `==` null is undefined.
    if (op === "==" || op === "!=") return compare(comparison, left ?? undefined, right ?? undefined, site);
    return compare(comparison, left, right, site);
  },
  unary(op: string, value: unknown, site: Site): unknown {
    return isPacketData(value) ? unary(op, value, site) : PLAIN[`u${op}`]!(value, undefined);
  },
  not(given: unknown, site: Site): unknown {
    const value = present(given, site);
    if (!isPacketData(value)) return !value;
    const operand = asBoolean(value, site) ?? refuse("XG269", { what: textOf(value) }, site);
    return booleanOf(not(operand, site));
  },
  and(given: unknown, right: () => unknown, site: Site): unknown {
    const left = present(given, site);
    const data = dataOf(left);
    if (data === undefined) return left === true && isPacketData(given) ? right() : given && right();
    const condition = asBoolean(left, site) ?? refuse("XG269", { what: textOf(left) }, site);
    const other = asBoolean(attempt(right, site), site);
    if (other !== undefined) return noteRead(booleanOf(and(condition, other, site)));
    if (test(left, site)) return right();
    return given === left ? false : undefined;
  },
  or(given: unknown, right: () => unknown, site: Site): unknown {
    const left = present(given, site);
    const data = dataOf(left);
    if (data === undefined) return isPacketData(given) ? given : given || right();
    const condition = asBoolean(left, site) ?? refuse("XG269", { what: textOf(left) }, site);
    const other = given === left ? asBoolean(attempt(right, site), site) : undefined;
    if (other !== undefined) return noteRead(booleanOf(or(condition, other, site)));
    if (test(left, site)) return given;
    return right();
  },
  /** `value = other`, in a pattern or of a parameter. */
  otherwise(value: unknown, other: () => unknown, site: Site): unknown {
    if (value === undefined) return other();
    return dataOf(value)?.kind !== "header" || test(value, site) ? value : other();
  },
  nullish(given: unknown, right: () => unknown, site: Site): unknown {
    if (dataOf(given)?.kind !== "header") return given ?? right();
    return test(given, site) ? given : right();
  },
  choose(given: unknown, then: () => unknown, otherwise: () => unknown, site: Site): unknown {
    const value = present(given, site);
    if (!isPacketData(value)) return value ? then() : otherwise();
    const condition = asBoolean(value, site) ?? refuse("XG269", { what: textOf(value) }, site);
    const [a, b] = [attempt(then, site), attempt(otherwise, site)];
    const merged = a === undefined || b === undefined ? undefined : choose(condition, a, b, site);
    if (merged !== undefined) return noteRead(merged);
    return test(value, site) ? then() : otherwise();
  },
  test,
  loop(value: unknown, site: Site): unknown {
    if (staging.run === undefined) return value;
    if (isPacketData(value)) refuse("XG268", { what: textOf(value) }, site);
    staging.rounds++;
    if (staging.rounds > MOST_ROUNDS) refuse("XG275", { error: "its loops do not end" }, site);
    return value;
  },
  iterate<T>(values: T, site: Site): T {
    if (staging.run === undefined) return values;
    if (isPacketData(values)) refuse("XG268", { what: textOf(values) }, site);
    const iterator = values as { [Symbol.iterator]?: () => unknown } | null | undefined;
    if (typeof values === "object" && iterator?.[Symbol.iterator]?.() === values)
      checkObject(values as object, site.text, site);
    return values;
  },
  known,
  get(object: unknown, name: PropertyKey, site: Site): unknown {
    if (staging.run !== undefined) staging.site = site;
    return (object as Holder)[name];
  },
  at(object: unknown, index: unknown, site: Site): unknown {
    if (staging.run !== undefined) staging.site = site;
    return (object as Holder)[known(index, site) as PropertyKey];
  },
  optional(object: unknown, rest: (object: unknown) => unknown, site: Site): unknown {
    if (object === undefined || object === null) return undefined;
    return dataOf(object)?.kind !== "header" || test(object, site) ? rest(object) : undefined;
  },
  call,
  method: callMethod,
  construct,
  /** What a function returns; into others than the rules' no packet data goes. */
  out<T>(value: T, site: Site): T {
    const foreign = staging.foreign.at(-1);
    if (foreign !== undefined && isPacketData(value)) refuse("XG274", { call: foreign }, site);
    return value;
  },
  age: currentAge,
  made,
  /** A value on its way into a variable that came up in a run of `age`. */
  assign<T>(value: T, age: Age | undefined, site: Site): T {
    checkChange(age, site.text, site);
    return value;
  },
  /** `object.name = change(object.name)` */
  put(
    object: unknown,
    name: PropertyKey,
    change: (old: unknown) => unknown,
    readsOld: boolean,
    site: Site,
  ): unknown {
    if (staging.run !== undefined) {
      staging.site = site;
      known(name, site);
      if (isPacketData(object)) refuse("XG270", { what: site.text, reason: "packets are not changed" }, site);
    }
    const value = change(readsOld ? (object as Holder)[name] : undefined);
    OPERATORS.mutable(object, site);
    (object as Holder)[name] = value;
    return value;
  },
  /** An object that is about to change. */
  mutable<T>(object: T, site: Site): T {
    if (staging.run === undefined) return object;
    if (isPacketData(object)) refuse("XG270", { what: site.text, reason: "packets are not changed" }, site);
    if ((typeof object === "object" && object !== null) || typeof object === "function")
      checkObject(object, site.text, site);
    return object;
  },
  /** `value + 1`, `value - 1` */
  step(value: unknown, by: 1 | -1, site: Site): unknown {
    if (isPacketData(value)) return calculate("+", value, by, site);
    return typeof value === "bigint" ? value + BigInt(by) : Number(value) + by;
  },
  /** `value++` and `value--` whose value is used. */
  post(value: unknown, by: 1 | -1, store: (next: unknown) => void, site: Site): unknown {
    store(OPERATORS.step(value, by, site));
    return isPacketData(value) || typeof value === "bigint" ? value : Number(value);
  },
  typeOf(kind: string, value: () => unknown, site: Site): string {
    if (staging.run !== undefined && kind === "object") known(value(), site);
    return kind;
  },
  thrown<T>(error: T, site: Site): T {
    if (staging.run !== undefined)
      refuse(
        "XG275",
        { error: error instanceof Error ? `${error.name}: ${error.message}` : "something" },
        site,
      );
    return error;
  },
  /** What a predicate cannot do. */
  never(what: string, site: Site): void {
    if (staging.run !== undefined) refuse("XG276", { what }, site);
  },
} as const;
