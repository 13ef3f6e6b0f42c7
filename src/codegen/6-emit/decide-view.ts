import { ACTIONS, type ActionName } from "../../packet/index.js";
import type { PlannedVectors } from "../bit-vectors.js";
import type { PlannedClassifier } from "../classifier.js";
import type { LookupStep, Plan } from "../plan.js";
import type { Presence } from "../presence.js";
import { commentText, constantsOf, HERE, lineDirective } from "./c-names.js";
import { stepCall } from "./lookup-view.js";
import type { Optional } from "./parse-view.js";

/** One of the ways to decide that `decide()` asks; what is about a single rule belongs to the rule's line in the source. */
interface StepView {
  readonly comment: string;
  readonly statement: readonly { readonly directive: Optional<string>; readonly text: string }[];
  /** Back to the lines of the generated file. */
  readonly back: Optional<string>;
}

/** `decide()`, in one of three forms: what is compared in order, what one lookup says, or the least of several. */
export interface DecideView<Compared> {
  /** The function that compares rules in order: `decide` itself, or one that it calls. */
  readonly inOrder: Optional<
    Compared & {
      readonly function: string;
      readonly comment: string;
      readonly otherwise: string;
      readonly remark: string;
    }
  >;
  readonly only: Optional<StepView & { readonly policy: string }>;
  readonly least: Optional<{ readonly policy: string; readonly steps: readonly StepView[] }>;
}

/** The function of compared rules, when there are others as well. */
const IN_ORDER = "in_order";

/** `compared` is what the rules that are compared have become. */
export function decideView<Compared>(plan: Plan, compared: Compared): DecideView<Compared> {
  const { steps, vectors, rules } = plan;
  const deciding = [...plan.classifiers, ...vectors];
  const policy = decidedText(plan.policy);
  const inOrder = { ...compared, comment: "The first rule that matches decides." };
  if (steps.length + deciding.length === 0)
    return {
      inOrder: [{ ...inOrder, function: "decide", otherwise: policy, remark: "policy" }],
      only: [],
      least: [],
    };
  if (steps.length + deciding.length === 1 && vectors.length + rules.length === 0) {
    const isReturned = (call: string) => `return ${call};`;
    const [only] = [
      ...steps.map((step) => stepView(step, isReturned)),
      ...deciding.map((each) => decidingStep(each, isReturned)),
    ];
    return { inOrder: [], only: [{ ...only!, policy }], least: [] };
  }
  const isLess = (call: string) => `decided = least(decided, ${call});`;
  const asked = plainStep("rules that are compared in order", [isLess(`${IN_ORDER}(p)`)]);
  return {
    inOrder:
      rules.length === 0
        ? []
        : [{ ...inOrder, function: IN_ORDER, otherwise: "UNDECIDED", remark: "none of them matches" }],
    only: [],
    least: [
      {
        policy,
        steps: [
          ...steps.map((lookup) => stepView(lookup, isLess)),
          ...deciding.map((each) => decidingStep(each, isLess)),
          ...(rules.length === 0 ? [] : [asked]),
        ],
      },
    ],
  };
}

/** A decision that is known when the C is written. */
export function decidedText({
  slot,
  action,
}: {
  readonly slot: number;
  readonly action: ActionName;
}): string {
  return `DECIDED(${slot}, ${ACTIONS[action].constant})`;
}

type Use = (call: string) => string;

function stepView(step: LookupStep, use: Use): StepView {
  const { presence, summary, rules } = step;
  const [rule, ...others] = rules;
  const isOfOne = rule !== undefined && others.length === 0;
  const directive = isOfOne ? [lineDirective(rule.span)] : [];
  const lines = guarded(presence, use(stepCall(step)));
  return {
    comment: commentText(summary),
    statement: lines.map((text) => ({ directive, text })),
    back: isOfOne ? [`#line ${HERE} "xdp.c"`] : [],
  };
}

const decidingStep = ({ name, guard, summary }: PlannedClassifier | PlannedVectors, use: Use): StepView =>
  plainStep(commentText(summary), guarded(guard, use(`${name}(p)`)));

const plainStep = (comment: string, lines: readonly string[]): StepView => ({
  comment,
  statement: lines.map((text) => ({ directive: [], text })),
  back: [],
});

/** A statement for frames in which all of this was found. */
const guarded = (presence: readonly Presence[], statement: string): readonly string[] =>
  presence.length === 0 ? [statement] : [`if (has(p->has, ${constantsOf(presence)}))`, `\t${statement}`];
