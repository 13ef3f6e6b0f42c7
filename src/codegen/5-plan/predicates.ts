import { fail } from "../../diagnostics/index.js";
import { partsOfExpression, type Expression, type InExpression, type Predicate } from "../../ir/index.js";
import { setMapName } from "../../manifest/index.js";
import type { FieldName, ProtocolName } from "../../packet/index.js";
import type { Test } from "../plan.js";
import type { PlannedPredicate, PlannedProtocol } from "../predicate.js";
import type { Presence } from "../presence.js";
import { comparisonCost } from "./cost.js";
import { inlineTest } from "./inline.js";
import type { Asking } from "./layers.js";
import type { Lookups } from "./lookups.js";
import { presenceOf, protocolTest } from "./presence.js";

/**
 * A predicate that costs more becomes a function that is called, so that the verifier looks at it once and by itself. One that asks live sets
 * does only where there is no room for it: they call functions of their own, up to four within each other, and a stack has 512 bytes for all.
 */
const APART_COST = 1024;

/** The most BPF instructions of a predicate: a jump reaches 32,767, and what they are counted as here is an estimate. */
const MOST_COST = 16_384;

/** What a planned predicate is for. */
interface Owner {
  /** The rule's name and slot. */
  readonly name: string;
  readonly slot: number;
  /** Which of the rule's predicates it is, from 0. */
  readonly index: number;
  /** The bits that the rule has checked before. */
  readonly known: readonly Presence[];
  /** BPF instructions for which there is room in the rule's function. */
  readonly room: number;
}

/** A predicate, and what it asks of a frame beside what its rule does. */
export interface PredicatePlan {
  readonly planned: PlannedPredicate;
  readonly asking: readonly Asking[];
}

/**
 * Plans a predicate of a rule.
 * @throws DiagnosticError XG313 when it is too large for the kernel
 */
export function planPredicate(predicate: Predicate, owner: Owner, lookups: Lookups): PredicatePlan {
  const { known, room } = owner;
  const presence = new Map<FieldName, Presence | undefined>();
  const protocols = new Map<ProtocolName, PlannedProtocol>();
  const memberships = new Map<InExpression, Test | undefined>();
  const sets = new Map<string, string>();
  // What a predicate asks for, it may ask for on one of its ways only: each of it is asked for by itself.
  const asking: Asking[] = [];
  const ask = (bits: readonly (Presence | undefined)[], fields: readonly FieldName[]) =>
    asking.push({ presence: [...new Set([...known, ...bits.filter((bit) => bit !== undefined)])], fields });
  let payload = false;
  let isMeasured = false;
  let cost = 0;

  const visit = (expression: Expression): void => {
    const { kind } = expression;
    if (kind === "field") {
      const { field } = expression;
      presence.set(field, presenceOf(field));
      ask([presenceOf(field)], [field]);
    } else if (kind === "has") {
      const planned = planProtocol(expression);
      protocols.set(expression.protocol, planned);
      ask(planned.presence, planned.test === undefined ? [] : [planned.test.field]);
    } else if (kind === "in" && expression.operand.kind === "field") {
      const { operand, values, span } = expression;
      const match = { kind: "field", field: operand.field, operand: values, negated: false, span } as const;
      memberships.set(expression, inlineTest(match, lookups));
    } else if (kind === "in-live") sets.set(expression.set, setMapName(expression.set));
    payload ||= kind === "payload" || kind === "starts";
    isMeasured ||= kind === "payload-length";
    cost += costOf(expression, kind === "in" ? memberships.get(expression) : undefined);
    partsOfExpression(expression).forEach(visit);
  };
  visit(predicate.expression);
  if (payload || isMeasured) asking.push({ presence: known, fields: [], payload: true });
  if (cost > MOST_COST)
    fail("XG313", { rule: owner.name, size: cost, most: MOST_COST }, { span: predicate.span });
  return {
    planned: {
      predicate,
      function: functionOf(predicate, owner),
      presence,
      protocols,
      memberships,
      sets,
      known,
      payload,
      cost,
      apart: cost > room || (cost > APART_COST && sets.size === 0),
    },
    asking,
  };
}

function planProtocol({ protocol, span }: Expression & { kind: "has" }): PlannedProtocol {
  const { presence, field, comparison } = protocolTest(protocol);
  if (field === undefined || comparison === undefined) return { presence, test: undefined };
  return { presence, test: { field, anyOf: [comparison], negated: false, span } };
}

/** The predicate's name, or its rule's, as far as C allows, behind the rule's slot, which makes it the only one. */
function functionOf(predicate: Predicate, { name, slot, index }: Owner): string {
  const words = (predicate.name === "" ? name : predicate.name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40)
    .replace(/_+$/, "");
  const place = index === 0 ? `${slot}` : `${slot}_${index}`;
  return `predicate_${place}${words === "" ? "" : `_${words}`}`;
}

/** BPF instructions of each kind of expression without its parts, checks of presence included: what clang 14 makes of xdpgen/predicate.h. */
const COSTS = {
  number: 1,
  boolean: 1,
  field: 5,
  payload: 20,
  "payload-length": 8,
  arithmetic: 3,
  negate: 1,
  choice: 6,
  has: 9,
  compare: 6,
  same: 6,
  in: 0,
  // The set's function is called, with what it takes.
  "in-live": 12,
  starts: 14,
  and: 1,
  or: 1,
  not: 0,
} as const satisfies Record<Expression["kind"], number>;

/** A byte of the payload: loaded, compared, and put to the others. */
const BYTE_COST = 3;
/** An interval that a number is compared with. */
const INTERVAL_COST = 6;

function costOf(expression: Expression, membership: Test | undefined): number {
  const own = COSTS[expression.kind];
  if (expression.kind === "starts") return own + expression.bytes.length * BYTE_COST;
  if (expression.kind !== "in") return own;
  if (membership === undefined) {
    const { values, operand } = expression;
    if (operand.kind === "field") return own;
    return (values.kind === "set" ? values.firsts.length : values.intervals.length) * INTERVAL_COST;
  }
  const { field, anyOf } = membership;
  return own + anyOf.reduce((sum, comparison) => sum + comparisonCost(comparison, field), 0);
}
