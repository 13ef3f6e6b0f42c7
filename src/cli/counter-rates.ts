import type { Counters, RuleCount } from "../runtime/index.js";
import type { Manifest } from "../manifest/index.js";

/** A line of a table of counters: a rule, or the policy. */
export interface CounterRow {
  readonly name: string;
  readonly kind: "rule" | "policy";
  readonly action: string;
  /** "monitor": it counts what it would have decided; "sample": what it shows to whoever watches; null: it decides. */
  readonly statement: "monitor" | "sample" | null;
  /** `rules/block-a.ts:3:8`; "" for the policy. */
  readonly at: string;
  readonly packets: bigint;
  readonly bytes: bigint;
  /** False for a rule that the optimiser left out, as earlier rules decide all that it would match. */
  readonly decides: boolean;
  /** Since the reading before; undefined at the first. */
  readonly packetsPerSecond: number | undefined;
}

/** Makes the rows of readings, one after the other, and so knows the rates between them. */
export function createCounterRows(
  manifest: Manifest,
): (counters: Counters, milliseconds: number) => readonly CounterRow[] {
  let before: { readonly at: number; readonly packets: readonly bigint[] } | undefined;
  return (counters, milliseconds) => {
    const packets = [...counters.rules.map((rule) => rule.packets), counters.policy.packets];
    const last = before;
    before = { at: milliseconds, packets };
    const rate = (index: number): number | undefined =>
      last === undefined || milliseconds <= last.at
        ? undefined
        : (Number(packets[index]! - last.packets[index]!) * 1000) / (milliseconds - last.at);
    return [
      ...counters.rules.map((count, i) => ruleRow(count, rate(i))),
      {
        name: "(policy)",
        kind: "policy",
        action: manifest.policy.action,
        statement: null,
        at: "",
        ...counters.policy,
        decides: true,
        packetsPerSecond: rate(counters.rules.length),
      },
    ];
  };
}

function ruleRow({ rule, packets, bytes }: RuleCount, packetsPerSecond: number | undefined): CounterRow {
  const { file, line, column } = rule.at;
  return {
    name: rule.name,
    kind: "rule",
    action: rule.action,
    statement: rule.statement,
    at: `${file}:${line}:${column}`,
    packets,
    bytes,
    decides: rule.slot !== null,
    packetsPerSecond,
  };
}

/** What a row's packets have met, in a word or two: `drop`, or `would drop` of a rule that only counts. */
export function decisionOf({ action, statement }: Pick<CounterRow, "action" | "statement">): string {
  if (statement === "monitor") return `would ${action}`;
  return statement ?? action;
}
