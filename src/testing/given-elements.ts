import { fail } from "../diagnostics/index.js";
import type { LiveSet, Program } from "../ir/index.js";
import { parseLiveElement } from "../lists/live-element.js";
import type { LiveElement } from "../packet/index.js";
import type { FrameContext } from "./decode.js";

/** An element as a rules file writes it: `"192.0.2.1"`, `80`, `["192.0.2.1", 80]`. */
export type ElementText = string | number | readonly [string | number, string | number];

/** What a test says of the moment in which a frame comes. */
export interface JudgeContext extends Partial<FrameContext> {
  /** What is in live sets instead of their first elements. */
  readonly sets?: Readonly<Record<string, readonly ElementText[]>>;
}

/**
 * The program with other first elements in its live sets.
 * @throws DiagnosticError XG822 for a set that the rules do not have, XG823 for what is no element of it
 */
export function withElements(program: Program, given: JudgeContext["sets"]): Program {
  if (given === undefined) return program;
  const known = program.sets.map(({ name }) => name).join(", ") || "none";
  for (const set of Object.keys(given))
    if (!program.sets.some(({ name }) => name === set)) fail("XG822", { set, known });
  const sets = program.sets.map((set) => {
    const elements = given[set.name];
    return elements === undefined
      ? set
      : { ...set, elements: elements.map((element) => elementOf(element, set)) };
  });
  return { ...program, sets };
}

function elementOf(given: ElementText, { name, type }: LiveSet): LiveElement {
  const text = typeof given === "object" ? given.join(" ") : String(given);
  const parsed = parseLiveElement(text, type);
  if (parsed.kind === "element") return parsed.element;
  return fail("XG823", { text, set: name, reason: parsed.reason, type: type.join(" and ") });
}
