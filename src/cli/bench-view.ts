import type { Colors } from "picocolors/types.js";
import type { Packets, RuleTiming, RuleTimings } from "../bench/measure-rules.js";
import type { Manifest } from "../manifest/index.js";
import { plural } from "../util/text.js";
import { layOut, type Column } from "./text-table.js";

/** Millions of packets that one CPU would do in a second if each took so many nanoseconds. */
const mpps = (nanoseconds: number): number => 1000 / nanoseconds;

const overEmpty = ({ rules, floorEmpty }: RuleTiming): number => rules.minNs - floorEmpty.minNs;
const overParse = ({ rules, floorParse }: RuleTiming): number => rules.minNs - floorParse.minNs;

/** The JSON of `xdpgen bench`. */
export function benchJson({ name }: Manifest, { timings, without }: RuleTimings): object {
  return {
    name,
    packets: timings.map((timing) => ({
      kind: timing.packets,
      frames: timing.frames,
      minNs: timing.rules.minNs,
      medianNs: timing.rules.medianNs,
      spreadNs: timing.rules.q3Ns - timing.rules.q1Ns,
      overParseNs: overParse(timing),
      overEmptyNs: overEmpty(timing),
      mpps: mpps(timing.rules.minNs),
      floorEmptyNs: timing.floorEmpty.minNs,
      floorParseNs: timing.floorParse.minNs,
    })),
    rulesWithoutFrame: without,
  };
}

const TITLES: Readonly<Record<Packets, string>> = {
  rules: "a rule decides",
  policy: "the policy decides",
  both: "both, in random order",
};

const COLUMNS: readonly Column<RuleTiming>[] = [
  { title: "packets that", align: "left", text: ({ packets }) => TITLES[packets] },
  { title: "ns a packet", align: "right", text: ({ rules }) => rules.minNs.toFixed(1) },
  { title: "median", align: "right", text: ({ rules }) => rules.medianNs.toFixed(1) },
  { title: "over parsing", align: "right", text: (timing) => overParse(timing).toFixed(1) },
  { title: "over nothing", align: "right", text: (timing) => overEmpty(timing).toFixed(1) },
  { title: "Mpps a core", align: "right", text: ({ rules }) => mpps(rules.minNs).toFixed(0) },
];

/** The text of `xdpgen bench`. */
export function benchText(
  { name, rules }: Manifest,
  { timings, without }: RuleTimings,
  colors: Colors,
): string {
  const { head, line } = layOut(COLUMNS, timings);
  const empty = Math.min(...timings.map(({ floorEmpty }) => floorEmpty.minNs));
  return [
    `${colors.bold(name)}: ${plural(rules.length, "rule")}`,
    "",
    colors.dim(`  ${head}`),
    ...timings.map((timing) => `  ${line(timing)}`),
    "",
    colors.dim(`  of each figure ${empty.toFixed(1)} ns are the harness's own; a driver takes more`),
    ...(without.length > 0
      ? [`  no frame found for ${without.slice(0, 5).join(", ")}${more(without.length - 5)}`]
      : []),
  ].join("\n");
}

const more = (count: number): string => (count > 0 ? ` and ${count} more` : "");
