import { fieldRow, type FieldName } from "../../../packet/index.js";
import type { PlannedClass } from "../../classifier.js";
import type { Table } from "../../table.js";
import type { Estimate } from "../strategies/strategy.js";
import { sizeOf, type ValueMap } from "../value-map.js";
import { compactTable, costOf } from "./draft.js";
import type { Known } from "./service.js";

/** The lookups that classes of large fields need. */
export interface ClassLookups {
  /** What a lookup would cost. Some strategy can do any map. */
  readonly estimate: (map: ValueMap) => Estimate;
  /** Adds a lookup to the program. */
  readonly add: (field: FieldName, map: ValueMap) => { readonly name: string; readonly wide: boolean };
}

/** Fields of so few bits have a table with an element for each value; one of so few that it is never far away has it always. */
const SMALL_BITS = 16;
const TINY_BITS = 8;

/** So few intervals are compared sooner than the table of a larger field is loaded. */
const FEW = 3;

const isSmall = (map: ValueMap): boolean =>
  map.bits <= TINY_BITS || (map.bits <= SMALL_BITS && sizeOf(map) > FEW);

/** Instructions that make the class of an absent field 0. */
const MASKED = 5;

/** What finding the class of a field costs, or, without a map, that of a presence bit. */
export function classEstimate(map: ValueMap | undefined, lookups: ClassLookups): Estimate {
  const table = map === undefined ? [] : isSmall(map) ? [elementsOf(map, "class")] : undefined;
  if (table === undefined) return lookups.estimate(map!);
  const { time, instructions } = costOf(table, MASKED);
  return {
    memory: table.reduce((bytes, { elements }) => bytes + elements.byteLength, 0),
    hit: time,
    miss: time,
    instructions,
  };
}

/** Makes a class part of the program; its table, if it has one of its own, is added to `tables`. `name` is that of what asks for it. */
export function plannedClass(
  { dimension, map, variable }: Known,
  name: string,
  lookups: ClassLookups,
  tables: Table[],
): PlannedClass {
  const presence = dimension.presence === undefined ? [] : [dimension.presence];
  if (dimension.kind === "presence" || map === undefined)
    return { variable, presence, source: { kind: "presence" } };
  const { field } = dimension;
  if (!isSmall(map)) {
    const { name: lookup, wide } = lookups.add(field, map);
    return { variable, presence, source: { kind: "lookup", field, lookup, wide } };
  }
  const table = elementsOf(map, `${name}_${variable}`);
  tables.push(table);
  return {
    variable,
    presence,
    source: { kind: "table", field, table: table.symbol, mask: 2 ** fieldRow(field).bits - 1 },
  };
}

/** A map as a table of the labels of all values. */
function elementsOf(map: ValueMap, symbol: string): Table {
  const elements = new Uint32Array(2 ** map.bits).fill(map.otherwise);
  if (map.kind === "narrow")
    for (let i = 0; i < map.firsts.length; i++)
      elements.fill(map.labels[i]!, map.firsts[i], map.lasts[i]! + 1);
  return { ...compactTable(symbol, elements), bounded: true };
}
