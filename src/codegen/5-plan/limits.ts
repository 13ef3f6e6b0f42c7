import { fail, formatSpan } from "../../diagnostics/index.js";
import { sizeText } from "../../util/text.js";
import type { Choice, ComparisonList, PlannedRule } from "../plan.js";
import { SECTION_BYTES, type PlacedTable } from "../table.js";

/** Bytes of kernel memory that tables may take, unless said otherwise. */
export const USUAL_MEMORY = 128 * 1024 * 1024;

/** A program may use 64 maps (MAX_USED_MAPS in linux/bpf.h): the counters and the manifest are two of them. */
export const MOST_SECTIONS = 60;

/** Fails with XG310 when tables are larger than is allowed, or than a program can have. */
export function checkMemory(
  tables: readonly PlacedTable[],
  choices: readonly Choice[],
  allowed: number,
): void {
  const pieces = tables.filter(({ shared }) => !shared).flatMap((table) => table.pieces);
  const needed = pieces.reduce((sum, { elements }) => sum + elements.byteLength, 0);
  const sections = new Set(pieces.map(({ section }) => section)).size;
  if (needed <= allowed && sections <= MOST_SECTIONS) return;
  const largest = choices.toSorted((a, b) => b.chosen.memory - a.chosen.memory).slice(0, 3);
  const first = largest[0]?.rules[0];
  const limit = needed > allowed ? allowed : MOST_SECTIONS * SECTION_BYTES;
  fail(
    "XG310",
    { needed: sizeText(needed), limit: sizeText(limit), largest: largest.map(shareText).join("; ") },
    { span: first?.span },
  );
}

function shareText({ subject, chosen, rules: [first, ...others] }: Choice): string {
  const named = first === undefined ? "" : `: "${first.name}"${others.length > 0 ? " and others" : ""}`;
  return `${sizeText(chosen.memory)} for ${subject}${named}`;
}

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
