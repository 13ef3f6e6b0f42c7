import type { Losses } from "../runtime/attach/losses.js";
import { grouped } from "./text-table.js";

/** What does not go on as `--json` has it. */
export function lossesJson({ rules, sets, limiters, resized }: Losses): object {
  return {
    rules: rules.map(({ rule: { name, at }, packets, bytes }) => ({
      name,
      at: `${at.file}:${at.line}:${at.column}`,
      packets,
      bytes,
    })),
    sets,
    limiters: limiters.map(({ rule, map: _, ...rest }) => ({ rule, ...rest })),
    resized,
  };
}

/** The same in words, a line each; `is` is what happens or has happened to a rule: "ends", "has ended". */
export function lossesText(
  { rules, sets, limiters, resized }: Losses,
  is: "ends" | "has ended",
): readonly string[] {
  return [
    ...rules.map(
      ({ rule, packets, bytes }) =>
        `rule "${rule.name}" ${is}: ${grouped(packets)} packets, ${grouped(bytes)} bytes`,
    ),
    ...sets.map(({ name, elements }) => `live set "${name}" ${is}: ${grouped(elements)} elements`),
    ...limiters.map(({ rule }) => `the limit of rule "${rule}" is another one, and begins anew`),
    ...resized.map(
      ({ name, from, to, elements }) =>
        `live set "${name}" has room for ${grouped(to)} elements instead of ${grouped(from)}: its ${grouped(elements)} are copied`,
    ),
  ];
}
