import { fieldRow, type FieldName } from "../../packet/index.js";
import type { Comparison, PlannedLiveRule, PlannedRule } from "../plan.js";

/**
 * BPF instructions of one comparison on a field of at most 64 bits, and of more: what clang 14 makes of templates/include/
 * xdpgen/match.h, with constants that do not fit an instruction's own 32 bits.
 */
const COMPARISON_COST = {
  equal: { narrow: 5, wide: 11 },
  prefix: { narrow: 7, wide: 12 },
  between: { narrow: 6, wide: 36 },
  bits: { narrow: 5, wide: 12 },
  list: { narrow: 3, wide: 3 },
  // Inlined where it stands; the longest that any strategy makes.
  lookup: { narrow: 60, wide: 400 },
} as const satisfies Record<Comparison["kind"], { readonly narrow: number; readonly wide: number }>;

/** The check of the presence bits, the decision, and the jumps about them. */
export const RULE_COST = 7;

/** Fields of more bits are wide: their values take two registers, and the longest of their lookups another way. */
const NARROW = { comparison: 64, lookup: 32 } as const;

/** About how many BPF instructions a comparison becomes. */
export function comparisonCost({ kind }: Comparison, field: FieldName): number {
  const most = kind === "lookup" ? NARROW.lookup : NARROW.comparison;
  return COMPARISON_COST[kind][fieldRow(field).bits > most ? "wide" : "narrow"];
}

/** What a rule asks of live sets, limiters and chance, what it then does: functions of their own that are called, and their arguments. */
const LIVE_COST = 40;

/** A function that is called with the packet. */
const CALL_COST = 8;

/** About how many BPF instructions a rule becomes. */
export function ruleCost(
  rule: Pick<PlannedRule, "tests"> & Partial<Pick<PlannedLiveRule, "live" | "predicates">>,
): number {
  const { tests, live, predicates = [] } = rule;
  let cost = live === undefined ? RULE_COST : RULE_COST + (live.length + 1) * LIVE_COST;
  for (const predicate of predicates) cost += predicate.apart ? CALL_COST : predicate.cost;
  for (const { field, anyOf } of tests)
    for (const comparison of anyOf) cost += comparisonCost(comparison, field);
  return cost;
}
