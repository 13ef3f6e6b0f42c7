import { fail, formatSpan, type Span } from "../../diagnostics/index.js";
import { sizeText } from "../../util/text.js";
import type { Choice, ComparisonList, LivePlan, PlannedLimiter, PlannedRule, PlannedSet } from "../plan.js";
import { SECTION_BYTES, type PlacedTable } from "../table.js";
import { limiterBytes, setBytes } from "./live-rules.js";

/** Bytes of kernel memory that tables may take, unless said otherwise. */
export const USUAL_MEMORY = 128 * 1024 * 1024;

/**
 * A program may use 64 maps (MAX_USED_MAPS in linux/bpf.h). Seven of them are the same in all: counters, what was carried over, the manifest,
 * the configuration, the trial, who watches, and what is shown to him.
 */
export const MOST_SECTIONS = 57;

/** Fails with XG310 when tables, live sets and limiters are larger than is allowed, or than a program can have. */
export function checkMemory(
  tables: readonly PlacedTable[],
  { sets, limiters }: Pick<LivePlan, "sets" | "limiters">,
  choices: readonly Choice[],
  allowed: number,
): void {
  const pieces = tables.filter(({ shared }) => !shared).flatMap((table) => table.pieces);
  const shares = [...choices.map(shareOf), ...sets.map(shareOfSet), ...limiters.map(shareOfLimiter)];
  const live = [...sets.map(setBytes), ...limiters.map(limiterBytes)];
  const needed = [...pieces.map(({ elements }) => elements.byteLength), ...live].reduce((a, b) => a + b, 0);
  const maps = new Set(pieces.map(({ section }) => section)).size + live.length;
  if (needed <= allowed && maps <= MOST_SECTIONS) return;
  const largest = shares.toSorted((a, b) => b.memory - a.memory).slice(0, 3);
  const limit = needed > allowed ? allowed : MOST_SECTIONS * SECTION_BYTES;
  const text = largest.map(({ memory, subject }) => `${sizeText(memory)} for ${subject}`).join("; ");
  fail(
    "XG310",
    { needed: sizeText(needed), limit: sizeText(limit), largest: text },
    { span: largest[0]?.span },
  );
}

/** What takes memory. */
interface Share {
  readonly subject: string;
  readonly memory: number;
  readonly span: Span | undefined;
}

function shareOf({ subject, chosen, rules: [first, ...others] }: Choice): Share {
  const named = first === undefined ? "" : `: "${first.name}"${others.length > 0 ? " and others" : ""}`;
  return { subject: `${subject}${named}`, memory: chosen.memory, span: first?.span };
}

const shareOfSet = (planned: PlannedSet): Share => ({
  subject: `the live set "${planned.set.name}"`,
  memory: setBytes(planned),
  span: planned.set.span,
});

const shareOfLimiter = (limiter: PlannedLimiter): Share => ({
  subject: `the rate of "${limiter.rule}"`,
  memory: limiterBytes(limiter),
  span: limiter.span,
});

/** A program has at most 256 functions (BPF_MAX_SUBPROGS in linux/bpf_verifier.h); some are not for rules. */
const MOST_FUNCTIONS = 250;

/** Fails with XG311 when more rules have to be compared than the functions of a program can hold. */
export function checkFunctions(
  rules: readonly PlannedRule[],
  parts: readonly (readonly PlannedRule[])[],
  lists: readonly ComparisonList[],
): void {
  if (parts.length + lists.length <= MOST_FUNCTIONS) return;
  const first = parts[Math.max(MOST_FUNCTIONS - lists.length, 0)]?.[0] ?? rules[0]!;
  const rule = `"${first.name}" at ${formatSpan(first.span)}`;
  fail("XG311", { count: rules.length, rule }, { span: first.span });
}
