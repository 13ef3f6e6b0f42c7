import { diagnostic, DiagnosticError, type Span } from "../../diagnostics/index.js";
import {
  EXPRESSION_LIMITS,
  expressionFault,
  type BooleanExpression,
  type Predicate,
} from "../../ir/index.js";
import { show } from "../../packet/index.js";
import { isOfRules } from "./functions.js";
import { idOf } from "./identity.js";
import { asBoolean, constant } from "./logic.js";
import { thePacket } from "./packet.js";
import { Escape, explore, merge } from "./replay.js";
import { refuse, staging, type Site, type Surroundings } from "./state.js";
import { dataOf, isPacketData, textOf } from "./values.js";

/**
 * Runs a function of the user's with a packet that stands for all packets, once for every way through it, and gives what it comes to.
 * @throws DiagnosticError XG26x to XG28x for what cannot be known of all packets, or not in the kernel
 */
export function stagePredicate(given: unknown, span: Span, surroundings: Surroundings): Predicate {
  const site: Site = { span, text: "when(…)" };
  Object.assign(staging, { surroundings, site, run: undefined, refusal: undefined, runs: 0, rounds: 0 });
  staging.foreign.length = 0;
  try {
    const body = functionOf(given, site);
    const expression = stageOnce(body, site);
    // Whatever it counts, or reads from a clock, makes a difference the second time.
    if (idOf(stageOnce(body, site)) !== idOf(expression)) refuse("XG271", { what: "the predicate" }, site);
    return { expression, name: body.name, span };
  } finally {
    staging.run = undefined;
  }
}

function functionOf(given: unknown, site: Site): (packet: unknown) => unknown {
  if (typeof given !== "function") return refuse("XG261", { given: show(given) }, site);
  const kind = Object.prototype.toString.call(given);
  if (kind !== "[object Function]")
    return refuse("XG261", { given: kind.includes("Async") ? "an async function" : "a generator" }, site);
  if (!isOfRules(given)) return refuse("XG260", {}, site);
  return given as (packet: unknown) => unknown;
}

function stageOnce(body: (packet: unknown) => unknown, site: Site): BooleanExpression {
  staging.site = site;
  const expression = expressionOf(body, site);
  if (staging.refusal !== undefined) throw staging.refusal;
  const fault = expressionFault(expression);
  if (fault === undefined) return expression;
  const { kind, expression: part } = fault;
  if (kind === "too-many-parts")
    return refuse("XG273", { most: EXPRESSION_LIMITS.parts, depth: EXPRESSION_LIMITS.depth }, site);
  if (kind === "malformed") throw new Error(`${part.text} is malformed`);
  return refuse(
    "XG267",
    { text: part.text, reason: kind === "negative" ? "it may be negative" : "it may be too large" },
    part,
  );
}

function expressionOf(body: (packet: unknown) => unknown, site: Site): BooleanExpression {
  try {
    const leaves = explore(() => {
      const value = body(thePacket());
      if (typeof value !== "boolean" && dataOf(value)?.kind !== "boolean")
        refuse(
          "XG261",
          { given: `one that comes to ${isPacketData(value) ? textOf(value) : show(value)}` },
          site,
        );
      return value;
    }, site);
    const merged = merge(leaves, site);
    return asBoolean(merged, site) ?? constant(false, site);
  } catch (error) {
    if (staging.refusal !== undefined) throw staging.refusal;
    if (error instanceof DiagnosticError) throw error;
    if (error instanceof Escape)
      return refuse("XG270", {
        what: staging.site.text,
        reason: "a function outside of the rules is under way",
      });
    // A RangeError is a function that calls itself for ever.
    const text =
      error instanceof RangeError
        ? "it calls itself without an end"
        : error instanceof Error
          ? `${error.name}: ${error.message}`
          : show(error);
    throw new DiagnosticError([diagnostic("XG275", { error: text }, { span: staging.site.span })]);
  }
}
