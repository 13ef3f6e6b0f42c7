import type { Colors } from "picocolors/types.js";
import { PHASES, type BuildReport } from "../codegen/index.js";
import type { LiveSet } from "../ir/index.js";
import { liveSetBytes, type Manifest } from "../manifest/index.js";
import { durationText } from "../util/duration.js";
import { plural, sizeText } from "../util/text.js";
import { grouped } from "./text-table.js";

/** So many rules that were left out are named. */
const MOST_LEFT_OUT = 20;

/** What a build or a check says of the rules: how many, which actions, what was left out. */
export function rulesText({ rules, policy }: Manifest, { optimised }: BuildReport, colors: Colors): string {
  const actions = new Map<string, number>();
  for (const { action, statement = action } of optimised.rules)
    actions.set(statement, (actions.get(statement) ?? 0) + 1);
  const counts = [...actions].map(([action, count]) => `${count} ${action}`).join(", ");
  const removed = rules.filter((rule) => rule.slot === null);
  const lines = [
    `  ${plural(rules.length, "rule")}${counts === "" ? "" : ` (${counts})`}, policy ${policy.action}`,
    ...optimised.sets.map(setText),
  ];
  for (const { name, at } of removed.slice(0, MOST_LEFT_OUT))
    lines.push(colors.yellow(`  left out: ${name} (${at.file}:${at.line}) never decides`));
  const more = removed.length - MOST_LEFT_OUT;
  if (more > 0) lines.push(colors.yellow(`  left out: ${grouped(more)} more`));
  return lines.join("\n");
}

/** `live set bans: ipv4, room for 1,000,000, 58.1 MiB, 2 from the start, 10m if not said otherwise` */
function setText({ name, type, capacity, elements, milliseconds }: LiveSet): string {
  const facts = [
    type.join(" and "),
    `room for ${grouped(capacity)}`,
    sizeText(liveSetBytes(type, capacity)),
    ...(elements.length === 0 ? [] : [`${grouped(elements.length)} from the start`]),
    ...(milliseconds === undefined ? [] : [`${durationText(milliseconds)} if not said otherwise`]),
  ];
  return `  live set ${name}: ${facts.join(", ")}`;
}

/** `check 812 ms · evaluate 40 ms · … · total 0.95 s`; the check goes on beside the others. */
export function timesText({ total = 0, ...phases }: BuildReport["times"]): string {
  const known = PHASES.flatMap((phase) =>
    phases[phase] === undefined ? [] : [`${phase} ${Math.round(phases[phase])} ms`],
  );
  return `  ${known.join(" · ")} · total ${(total / 1000).toFixed(2)} s`;
}

/** The rules for `--json`. */
export function rulesJson({ rules, policy, sets }: Manifest): object {
  return {
    policy: policy.action,
    rules: rules.map(({ name, action, statement, at, slot }) => ({
      name,
      action,
      statement,
      location: at,
      decides: slot !== null,
    })),
    sets: sets.map(({ name, type, capacity, timeout, elements }) => ({
      name,
      type,
      capacity,
      timeoutMilliseconds: timeout,
      elements,
    })),
  };
}

/** Milliseconds a phase and in total, to a tenth, for `--json`. */
export function timesJson(times: BuildReport["times"]): object {
  const order = [...PHASES, "total"] as const;
  return Object.fromEntries(
    order.flatMap((key) => (times[key] === undefined ? [] : [[key, Math.round(times[key] * 10) / 10]])),
  );
}
