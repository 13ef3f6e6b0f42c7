import type { Colors } from "picocolors/types.js";
import type { ManifestLimiter } from "../../manifest/index.js";
import type { SetFill } from "../../runtime/index.js";
import { grouped } from "../text-table.js";
import { percent, short } from "./quantities.js";
import { cut } from "./rule-lines.js";

const BAR = { least: 10, most: 40 } as const;
/** From this part on a set is nearly full. */
const NEARLY_FULL = 0.9;

/** A line for each live set, at most `width` columns wide: `set bans  ███░░░░░░░  300 of 1,000 (30 %), 4 refused`. */
export function setLines(sets: readonly SetFill[], width: number, colors: Colors): readonly string[] {
  const titles = sets.map(({ set }) => `set ${set.name}`);
  const facts = sets.map(
    ({ set: { capacity }, elements, refused }) =>
      `${grouped(elements)} of ${grouped(capacity)} (${percent(elements, capacity)})` +
      (refused > 0 ? `, ${grouped(refused)} refused` : ""),
  );
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
  const spare = width - widest(titles) - widest(facts) - 4;
  const barWidth = spare < BAR.least ? 0 : Math.min(BAR.most, spare);
  return sets.map(({ set: { capacity }, elements, refused }, i) => {
    const title = titles[i]!.padEnd(widest(titles));
    const part = Math.min(1, elements / capacity);
    const middle = barWidth === 0 ? "" : `${bar(part, barWidth)}  `;
    const text = cut(`${title}  ${middle}${facts[i]!}`, width);
    return part >= NEARLY_FULL || refused > 0 ? colors.yellow(text) : text;
  });
}

/** Live sets as `--json` has them. */
export const setsJson = (sets: readonly SetFill[]): readonly object[] =>
  sets.map(({ set: { name, type, capacity }, elements, refused }) => ({
    name,
    type,
    elements,
    capacity,
    refused,
  }));

function bar(part: number, width: number): string {
  // One element of a million is not nothing, and one less than all is not all.
  const full =
    part === 0 ? 0 : part === 1 ? width : Math.min(width - 1, Math.max(1, Math.round(part * width)));
  return "█".repeat(full) + "░".repeat(width - full);
}

/** A line for each limiter: `limit dns flood  1,000 packets/s for each ipv4Src/24, 200 at once`. */
export function limiterLines(limiters: readonly ManifestLimiter[], width: number): readonly string[] {
  return limiters.map(({ rule, rate, unit, burst, per }) => {
    const amount = unit === "bytes" ? `${short(rate)}B/s` : `${grouped(rate)} packets/s`;
    const atOnce = unit === "bytes" ? `${short(burst)}B` : grouped(burst);
    const whose = per.length === 0 ? "for all together" : `for each ${per.join(" and ")}`;
    return cut(`limit ${rule}  ${amount} ${whose}, ${atOnce} at once`, width);
  });
}
