import type { Plan } from "../../plan.js";
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
  readonly lines: readonly { readonly directive: string; readonly text: string }[];
  readonly here: string;
}

/** The predicates of a plan, in the order of their rules. */
export const predicateViews = ({ live }: Plan): readonly PredicateView[] =>
  live.parts.flatMap((part) => part.flatMap(({ predicates }) => predicates.map(viewOf)));

function viewOf(planned: PlannedPredicate): PredicateView {
  const { predicate, payload, apart } = planned;
  const { file, line } = predicate.span;
  return {
    comment: commentText(`${predicate.expression.text}: ${file}:${line}`),
    kind: apart ? "__noinline" : "static __always_inline",
    function: planned.function,
    parameters: `${payload ? "struct xdp_md *ctx, " : ""}const struct packet *p`,
    shared: apart ? [true] : [],
    lines: bodyOf(planned).flatMap(({ span, text }) =>
      wrapped(text).map((piece) => ({ directive: lineDirective(span), text: piece })),
    ),
    here: HERE,
  };
}

/** The call of a predicate's function. clang leaves out arguments that are not used, and the verifier then misses them. */
export const callOfPredicate = ({ function: name, payload }: PlannedPredicate): string =>
  `${name}(${payload ? "ctx, " : ""}p)`;
