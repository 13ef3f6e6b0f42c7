import type { Session, Span } from "../../diagnostics/index.js";
import { ACTION_NAMES, show, type ActionName } from "../../packet/index.js";
import { nearest, orList } from "../../util/text.js";

/** A ruleset's options after checking. */
export interface Options {
  readonly policy: ActionName;
  readonly malformed: ActionName | undefined;
}

const KNOWN = ["policy", "malformed"] as const;

const isAction = (value: unknown): value is ActionName =>
  (ACTION_NAMES as readonly unknown[]).includes(value);

/** Checks the options of `ruleset(…)`; the policy is pass unless said otherwise. */
export function lowerOptions(
  options: Readonly<Record<string, unknown>>,
  span: Span,
  session: Session,
): Options {
  for (const name of Object.keys(options)) {
    if ((KNOWN as readonly string[]).includes(name)) continue;
    const near = nearest(name, KNOWN);
    const suggestion = near === undefined ? "" : `; did you mean ${near}?`;
    session.report("XG219", { option: name, suggestion, known: KNOWN.join(", ") }, span);
  }
  const action = (option: (typeof KNOWN)[number]): ActionName | undefined => {
    const value = options[option];
    if (value === undefined || isAction(value)) return value;
    session.report("XG216", { option, expected: orList(ACTION_NAMES.map(show)), given: show(value) }, span);
    return undefined;
  };
  return { policy: action("policy") ?? "pass", malformed: action("malformed") };
}
