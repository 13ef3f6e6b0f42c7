import type { Comparison, ComparisonList, PlannedRule, Test } from "../plan.js";
import { comparisonCost, RULE_COST, ruleCost } from "./cost.js";

/**
 * The most BPF instructions of one function, as `cost.ts` counts them. A jump reaches 32,767 instructions, and clang 14
 * does not notice when it has to reach farther. The verifier keeps at most 8,192 branches of a function for later. A clang
 * that has a function of some ten thousand instructions before it takes minutes. On the other side a program has at most
 * 256 functions, and a call costs as much as some comparisons.
 */
export const FUNCTION_COST = 4096;

/** Cuts a list into pieces that cost at most FUNCTION_COST, each as long as can be. */
function cut<T>(items: readonly T[], costOf: (item: T) => number): readonly (readonly T[])[] {
  const pieces: T[][] = [];
  let room = 0;
  for (const item of items) {
    const cost = costOf(item);
    if (cost > room) {
      pieces.push([]);
      room = FUNCTION_COST;
    }
    pieces.at(-1)!.push(item);
    room -= cost;
  }
  return pieces;
}

/**
 * The most BPF instructions of rules that stand in the program's own function: some twenty rules. There the verifier knows
 * what the parser found on each way, and learns from checks that rules share; either can double what it has to walk with
 * every rule. 58 rules about many fields were more than its million instructions on Linux 5.15, and 88 on 6.18.
 * In a function of its own it knows nothing of the packet. The call takes less time than the rules from about 50 on.
 */
const INLINE_COST = 400;

/** Whether rules are few enough to stand in the program's own function. */
export function areFew(rules: readonly PlannedRule[]): boolean {
  return rules.reduce((sum, rule) => sum + ruleCost(rule), 0) <= INLINE_COST;
}

/** Cuts rules into the parts of a plan: each becomes a function. */
export function partsOf<R extends PlannedRule>(rules: readonly R[]): readonly (readonly R[])[] {
  return cut(rules, ruleCost);
}

/** Rules that each fit a function, and the comparisons that did not fit, as functions of their own. */
export interface ShortRules<R> {
  readonly rules: readonly R[];
  readonly lists: readonly ComparisonList[];
}

/** Takes out of every rule the tests with which it would be too long for a function, and puts them behind the lists that there are. */
export function shorten<R extends PlannedRule>(
  rules: readonly R[],
  lists: ComparisonList[] = [],
): ShortRules<R> {
  const apart = (test: Test): Test => {
    const { field, span } = test;
    const pieces = cut(test.anyOf, (comparison) => comparisonCost(comparison, field));
    const anyOf = pieces.map((piece): Comparison => {
      lists.push({ field, anyOf: piece, span });
      return { kind: "list", list: lists.length - 1 };
    });
    return { ...test, anyOf };
  };
  const short = (rule: R): R => {
    let room = FUNCTION_COST - RULE_COST;
    const tests = rule.tests.map((test) => {
      const cost = ruleCost({ tests: [test] }) - RULE_COST;
      if (cost > room) return apart(test);
      room -= cost;
      return test;
    });
    return { ...rule, tests };
  };
  return { rules: rules.map((rule) => (ruleCost(rule) > FUNCTION_COST ? short(rule) : rule)), lists };
}
