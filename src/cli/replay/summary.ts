import type { Colors } from "picocolors/types.js";
import { plural } from "../../util/text.js";
import { grouped, layOut, type Column } from "../text-table.js";
import type { RulesUnderTrial } from "./rules-under-trial.js";
import type { Count, Tally } from "./tally.js";

interface Row extends Readonly<Count> {
  readonly name: string;
  readonly action: string;
  readonly location: string;
  /** Of all packets that were judged, from 0 to 1. */
  readonly share: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "rule", align: "left", text: ({ name }) => name },
  { title: "action", align: "left", text: ({ action }) => action },
  { title: "packets", align: "right", text: ({ packets }) => grouped(packets) },
  { title: "bytes", align: "right", text: ({ bytes }) => grouped(bytes) },
  { title: "share", align: "right", text: ({ share }) => `${(100 * share).toFixed(1)} %` },
  { title: "source", align: "left", text: ({ location }) => location },
];

/** Of more rules than this, only those are shown that decided something. */
const SHOWN = 50;

function rowsOf({ rules, policy }: RulesUnderTrial, tally: Tally): { rules: readonly Row[]; policy: Row } {
  const share = ({ packets }: Count) => (packets === 0 ? 0 : packets / tally.judged.packets);
  return {
    rules: rules.map((rule, i) => ({ ...rule, ...tally.rules[i]!, share: share(tally.rules[i]!) })),
    policy: {
      name: "(policy)",
      action: policy,
      location: "",
      ...tally.policy,
      share: share(tally.policy),
    },
  };
}

/** The table of rules, and a line about the whole. */
export function summaryText(trial: RulesUnderTrial, tally: Tally, colors: Colors): string {
  const { rules, policy } = rowsOf(trial, tally);
  const shown = rules.length <= SHOWN ? rules : rules.filter(({ packets }) => packets > 0);
  const rows = [...shown, policy];
  const { head, line } = layOut(COLUMNS, rows);
  const silent = rules.length - shown.length;
  const { packets, bytes } = tally.judged;
  return [
    colors.dim(head),
    ...rows.map((row) => (row.packets === 0 ? colors.dim(line(row)) : line(row))),
    ...(silent === 0 ? [] : [colors.dim(`… and ${plural(silent, "rule")} that decided nothing`)]),
    `${plural(packets, "frame")}, ${plural(bytes, "byte")}, judged by the ${enginesText(trial)}`,
  ].join("\n");
}

/** The same for `--json`. */
export function summaryJson(trial: RulesUnderTrial, tally: Tally): object {
  const { rules, policy } = rowsOf(trial, tally);
  const count = ({ packets, bytes, share }: Row) => ({ packets, bytes, share });
  return {
    engines: trial.engines.flatMap((engine) => engine?.name ?? []),
    frames: tally.judged.packets,
    bytes: tally.judged.bytes,
    notRunnable: tally.notRunnable,
    differing: tally.differing,
    rules: rules.map((row, ruleIndex) => ({
      rule: row.name,
      ruleIndex,
      action: row.action,
      location: row.location,
      ...count(row),
    })),
    policy: { action: policy.action, ...count(policy) },
  };
}

function enginesText({ engines }: RulesUnderTrial): string {
  return engines.flatMap((engine) => engine?.name ?? []).join(" and the ");
}
