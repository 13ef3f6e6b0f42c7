import type { LiveSet, Program } from "../../ir/index.js";
import { elementsSection, LIVE_ELEMENT_BYTES, liveLayout, setMapName } from "../../manifest/index.js";
import { LIVE_TYPES, type LiveElement, type LiveSetType } from "../../packet/index.js";
import type { PlannedSet } from "../plan.js";
import type { TablePiece } from "../table.js";

/** Gives every live set its map, in the order of the program. */
export function planSets({ sets, rules }: Program): readonly PlannedSet[] {
  const added = new Set(
    rules.flatMap(({ ban, statement }) => (ban === undefined || statement !== undefined ? [] : [ban.set])),
  );
  return sets.map((set) => {
    const map = setMapName(set.name);
    return {
      map,
      set,
      layout: liveLayout(set.type, set.capacity),
      added: added.has(set.name),
      first: firstElements(set, map),
    };
  });
}

/** The elements that are there from the start, in the form that manifest/live-set-layout.ts says. */
function firstElements({ type, elements }: LiveSet, map: string): TablePiece | undefined {
  if (elements.length === 0) return undefined;
  const bytes = new Uint8Array(elements.length * LIVE_ELEMENT_BYTES);
  const view = new DataView(bytes.buffer);
  const coded = elements.map((element) => codeOf(element, type)).sort(byValue);
  coded.forEach(({ value, length, second }, i) => {
    const at = i * LIVE_ELEMENT_BYTES;
    view.setBigUint64(at, BigInt.asUintN(64, value), true);
    view.setBigUint64(at + 8, value >> 64n, true);
    view.setUint32(at + 16, length, true);
    view.setUint32(at + 20, second, true);
  });
  return { symbol: `${map}_elements`, section: elementsSection(map), elements: bytes };
}

interface Coded {
  readonly value: bigint;
  readonly length: number;
  readonly second: number;
}

function codeOf({ values, length }: LiveElement, type: LiveSetType): Coded {
  const [first, second] = values as [bigint, bigint?];
  if (second === undefined) return { value: first, length, second: 0 };
  const { bits } = LIVE_TYPES[type[1]!];
  // Together they are more than 64 bits only of an IPv6 address and a port.
  if (LIVE_TYPES[type[0]].bits > 64) return { value: first, length, second: Number(second) };
  return { value: (first << BigInt(bits)) | second, length, second: 0 };
}

const byValue = (a: Coded, b: Coded): number =>
  a.value === b.value ? a.length - b.length || a.second - b.second : a.value < b.value ? -1 : 1;
