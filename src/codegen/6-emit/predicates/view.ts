import type { Span } from "../../../diagnostics/index.js";
import type { CountedRule, Plan } from "../../plan.js";
import type { PlannedPredicate } from "../../predicate.js";
import { commentText, HERE, lineDirective } from "../c-names.js";
import type { Optional } from "../parse-view.js";
import { bodyOf } from "./function.js";
import { wrapped } from "./wrapped.js";

/** What templates/partials/predicate.c.hbs sees. */
export interface PredicateView {
  readonly comment: string;
  /** How it is declared: inlined, or as what the verifier looks at by itself. */
  readonly kind: string;
  readonly function: string;
  readonly parameters: string;
  readonly shared: Optional<true>;
  /** The rule's line: clang says of a function's instructions that they are all of the file in which it begins. */
  readonly directive: string;
  readonly lines: readonly { readonly directive: string; readonly text: string }[];
  readonly here: string;
}

/** The predicates of a plan, in the order of their rules. */
export const predicateViews = ({ live, counted }: Plan): readonly PredicateView[] =>
  live.parts.flatMap((part) =>
    part.flatMap(({ predicates, span }) => predicates.map((planned) => viewOf(planned, span, counted))),
  );

/**
 * Whether a place is within a rule: from where that begins to where the next one does. The loader takes a line for the rule's that it is within; so what
 * stands elsewhere, in a function that the predicate calls, goes by the rule's own line.
 */
function within(rule: Span, all: readonly CountedRule[]): (place: Span) => boolean {
  const later = all.flatMap(({ span: { file, line } }) =>
    file === rule.file && line > rule.line ? [line] : [],
  );
  const next = Math.min(...later);
  return ({ file, line }) => file === rule.file && line >= rule.line && line < next;
}

function viewOf(planned: PlannedPredicate, rule: Span, all: readonly CountedRule[]): PredicateView {
  const isOwn = within(rule, all);
  const { predicate, payload, apart } = planned;
  const { file, line } = predicate.span;
  return {
    comment: commentText(`${predicate.expression.text}: ${file}:${line}`),
    kind: apart ? "__noinline" : "static __always_inline",
    function: planned.function,
    parameters: `${payload ? "struct xdp_md *ctx, " : ""}const struct packet *p`,
    shared: apart ? [true] : [],
    directive: lineDirective(rule),
    lines: bodyOf(planned).flatMap(({ span, text }) =>
      wrapped(text).map((piece) => ({ directive: lineDirective(isOwn(span) ? span : rule), text: piece })),
    ),
    here: HERE,
  };
}

/** The call of a predicate's function. clang leaves out arguments that are not used, and the verifier then misses them. */
export const callOfPredicate = ({ function: name, payload }: PlannedPredicate): string =>
  `${name}(${payload ? "ctx, " : ""}p)`;
