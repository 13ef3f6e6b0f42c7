import { fieldRow, type FieldName } from "../../packet/index.js";
import type { LivePlan, LiveTest, PlannedBan, PlannedLimiter, PlannedLiveRule } from "../plan.js";
import { commentText, constantsOf, HERE, lineFile } from "./c-names.js";
import { liveLines, type ConditionLine } from "./condition.js";
import { decidedText } from "./decide-view.js";
import { keyOf, valuesOf } from "./live-key.js";
import type { Optional } from "./parse-view.js";
import { callOfPredicate } from "./predicates/view.js";

/** Live rules that stand in one function, which gets the decision so far and gives the one behind them. */
export interface LivePartView {
  readonly function: string;
  /** How it is declared, and what one that the verifier looks at by itself begins with. */
  readonly kind: string;
  readonly shared: Optional<true>;
  /** The context of the packet as parameter and as argument, when a rule needs it: clang leaves out what is not used, and the verifier misses it. */
  readonly context: Optional<{ readonly parameter: string; readonly argument: string }>;
  readonly rules: readonly LiveRuleView[];
  readonly here: string;
}

interface LiveRuleView {
  readonly comment: string;
  readonly file: string;
  readonly line: number;
  readonly condition: readonly ConditionLine[];
  readonly body: readonly ConditionLine[];
}

export function livePartView(part: readonly PlannedLiveRule[], { inline }: LivePlan): LivePartView {
  return {
    function: `live_${part[0]!.slot}_to_${part.at(-1)!.slot}`,
    kind: inline ? "static __always_inline" : "__noinline",
    shared: inline ? [] : [true],
    context: part.some(needsContext) ? [{ parameter: "struct xdp_md *ctx, ", argument: "ctx, " }] : [],
    rules: part.map(ruleView),
    here: HERE,
  };
}

/** Statements show the frame, and predicates may read its payload. */
const needsContext = ({ statement, predicates }: PlannedLiveRule): boolean =>
  statement !== undefined || predicates.some(({ payload }) => payload);

function ruleView(rule: PlannedLiveRule): LiveRuleView {
  const { name, slot, span, statement } = rule;
  const decision = decidedText(rule);
  const predicates = rule.predicates.map((planned) => ({ line: span.line, text: callOfPredicate(planned) }));
  const live = rule.live.map((test) => ({ line: test.span.line, text: conditionOf(test) }));
  const lines =
    statement === undefined
      ? [`decided = ${decision};`, ...(rule.ban === undefined ? [] : banLines(rule.ban))]
      : [`XDPGEN_COUNT(${slot}, p->length);`, `watch_statement(ctx, ${decision});`];
  return {
    comment: commentText(
      `${statement === undefined ? "" : `${statement}: `}${name}: ${span.file}:${span.line}`,
    ),
    file: lineFile(span.file),
    line: span.line,
    condition: liveLines(rule, `decided > ${decision}`, [...predicates, ...live]),
    body: lines.map((text) => ({ line: span.line, text })),
  };
}

function conditionOf(test: LiveTest): string {
  switch (test.kind) {
    case "live-set":
      return `${test.negated ? "!" : ""}${test.map}_has(${test.fields.flatMap(valuesOf).join(", ")})`;
    case "sample":
      return `${test.perFlow ? "flow_of(p)" : "chance()"} < ${test.threshold}ULL`;
    case "over":
      return overCall(test.limiter);
  }
}

/** clang leaves out an argument that the function does not use, and the verifier then misses it: so it has none that it does not use. */
function overCall({ map, over: { key, unit } }: PlannedLimiter): string {
  return `${map}_over(${unit === "bytes" ? `${keyOf(key)}, p->length` : keyOf(key)})`;
}

function banLines({ map, key, presence, milliseconds }: PlannedBan): readonly string[] {
  const until = milliseconds === undefined ? "LIVE_FOREVER" : `live_until(${milliseconds})`;
  const values = key.flatMap(({ field }) => valuesOf(field));
  // A pair has no prefixes, and of the other types only addresses: their functions take the length.
  const [only] = key.length === 1 ? key : [];
  const length = only !== undefined && isAddress(only.field) ? [String(only.length)] : [];
  const add = `${map}_add(${[...values, ...length, until].join(", ")});`;
  return presence.length === 0 ? [add] : [`if (has(p->has, ${constantsOf(presence)}))`, `\t${add}`];
}

const isAddress = (field: FieldName): boolean =>
  ["ipv4-address", "ipv6-address"].includes(fieldRow(field).type.name);
