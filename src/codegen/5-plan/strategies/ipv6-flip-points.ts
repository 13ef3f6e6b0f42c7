import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import type { Table } from "../../table.js";
import { onlyLabel, type NarrowMap, type ValueMap, type WideEntry, type WideMap } from "../value-map.js";
import { blockFilter } from "./block-filter.js";
import { layOut } from "./block-layout.js";
import { blocksOf, type Run } from "./blocks.js";
import { flipPoints } from "./flip-points.js";
import { packed, packLabels } from "./packed.js";
import type { Estimate, Strategy } from "./strategy.js";
import { wideSegmentsOf } from "./wide-segments.js";

/** Bytes for each interval, about: slots, flips, labels and the filter; and more where flips of the lower 64 bits are needed. */
const BYTES_EACH = 32;
const BYTES_OF_LOWS = 40;
const LOWER_HALF = 2n ** 64n - 1n;

/** Loads for a value in an interval, each of which waits for the one before it; labels of their own make tables longer, too. */
const LOADS = 5;
const LOADS_OF_LABELS = 3;

/** Instructions of the filter, of the whole function, and of what runs of it for a value in an interval. */
const FILTER = 12;
const INSTRUCTIONS = 400;
const USUAL = 120;

/**
 * A filter by a hash of the upper 32 bits first. Then a perfect hash of blocks (/32s of IPv6) that need a look of their own leads to
 * the sorted flips of the next 32 bits, and those, where there are any, to the flips of the lower 64. Rows of blocks that have one
 * label are in flip points of the upper 32 bits. Values of fewer bits, MAC addresses, are the upper ones of 128; none of them has flips
 * of the lower 64.
 */
export const ipv6FlipPoints = {
  name: "ipv6-flip-points",
  title: "hashed blocks of sorted flip points",
  estimate(map: ValueMap): Estimate | undefined {
    if (map.kind === "narrow") return undefined;
    const isWhole = ({ first, last }: WideEntry) =>
      (first & LOWER_HALF) === 0n && (last & LOWER_HALF) === LOWER_HALF;
    const withLows =
      map.bits > 64 ? map.entries.reduce((count, entry) => (isWhole(entry) ? count : count + 1), 0) : 0;
    const memory = BYTES_EACH * map.entries.length + BYTES_OF_LOWS * withLows;
    return {
      memory,
      hit:
        USUAL * INSTRUCTION_COST +
        (onlyLabel(map) === undefined ? LOADS + LOADS_OF_LABELS : LOADS) * loadCost(memory),
      miss: FILTER * INSTRUCTION_COST + loadCost(memory / 4),
      instructions: INSTRUCTIONS,
    };
  },
  build(map: ValueMap, name: string) {
    if (map.kind === "narrow") throw new Error("there is no estimate for a narrow map");
    const segments = wideSegmentsOf(map);
    const { single, runs } = blocksOf(segments, map.otherwise);
    const filter = filterOf(blockFilter({ single, runs }), name, map.otherwise);
    const rest = restOf(runs, name, map.otherwise);
    const mixed = unusedNumber(segments.labels);
    // Looking block 0 up by itself is always right, and there has to be one.
    const layout = layOut(segments, single.length > 0 ? single : Uint32Array.of(0), map.otherwise, mixed);
    const labels = labelsOf(map, layout.labels, mixed);
    const table = (what: string, elements: Table["elements"], bounded = false): Table => ({
      symbol: `${name}_${what}`,
      elements: elements.length > 0 ? elements : new Uint8Array(1),
      bounded,
    });
    const hasLows = layout.lows.length > 0;
    return {
      tables: [
        ...filter.tables,
        ...rest.tables,
        table("pilots", layout.pilots, true),
        table("slots", layout.slots),
        table("middles", layout.middles),
        ...(hasLows ? [table("low_firsts", packed(layout.lowFirsts)), table("lows", layout.lows)] : []),
        table("labels", labels.elements),
      ],
      constants: {
        ...parameterOf(map),
        ...layout.hash,
        ...labels.constants,
        filter: filter.constants,
        rest: rest.constants,
        missing: rest.constants.length > 0 ? `${name}_rest(top)` : map.otherwise,
        ...layout.middleDepth,
        lows: hasLows
          ? [
              {
                ...{
                  mixed: labels.mixed,
                  firsts: `${name}_low_firsts`,
                  table: `${name}_lows`,
                  ...layout.lowDepth,
                },
                ...{ labels: `${name}_labels`, before: layout.segmentCount - 1 },
              },
            ]
          : [],
      },
    };
  },
} satisfies Strategy;

/** What the function is given, and an expression of C for the upper 64 of 128 bits. Fewer bits are moved up. */
function parameterOf({ bits }: WideMap) {
  if (bits > 64) return { parameter: "const struct u128 *value", high: "value->hi" };
  return { parameter: "__u64 value", high: bits < 64 ? `value << ${64 - bits}` : "value" };
}

function filterOf(filter: ReturnType<typeof blockFilter>, name: string, otherwise: number) {
  if (filter === undefined) return { tables: [], constants: [] };
  const symbol = `${name}_filter`;
  const { words, ...constants } = filter;
  return {
    tables: [{ symbol, elements: words, bounded: true }],
    constants: [{ table: symbol, otherwise, ...constants }],
  };
}

/** Runs of blocks as flip points of their own, in a function of their own. */
function restOf(runs: readonly Run[], name: string, otherwise: number) {
  if (runs.length === 0) return { tables: [], constants: [] };
  const map: NarrowMap = {
    kind: "narrow",
    bits: 32,
    otherwise,
    firsts: Uint32Array.from(runs, ({ first }) => first),
    lasts: Uint32Array.from(runs, ({ last }) => last),
    labels: Uint32Array.from(runs, ({ label }) => label),
  };
  const { tables, constants } = flipPoints.build(map, `${name}_rest`);
  return { tables, constants: [{ name: `${name}_rest`, ...constants }] };
}

/** The labels in small elements, and what stands for a mixed segment. With one label an element says whether it is inside. */
function labelsOf(map: WideMap, labels: Uint32Array, mixed: number) {
  const { otherwise } = map;
  const label = onlyLabel(map);
  if (label !== undefined)
    return {
      elements: Uint8Array.from(labels, (other) => (other === mixed ? 2 : other === label ? 1 : 0)),
      mixed: 2,
      constants: { one: [{ label, otherwise }], several: [] },
    };
  const { elements, base } = packLabels(labels, otherwise);
  return { elements, mixed: (mixed - base) >>> 0, constants: { one: [], several: [{ base }] } };
}

/** The least number that is none of these. */
function unusedNumber(numbers: Uint32Array): number {
  const used = new Uint8Array(numbers.length + 1);
  for (const number of numbers) if (number < used.length) used[number] = 1;
  return used.indexOf(0);
}
