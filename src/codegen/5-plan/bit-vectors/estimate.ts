import { tableBytes } from "../../table.js";
import { classEstimate, type ClassLookups } from "../classifiers/class-sources.js";
import { compactTable } from "../classifiers/draft.js";
import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import type { Estimate } from "../strategies/strategy.js";
import type { VectorsDraft } from "./draft.js";
import { groupsOf } from "./rows.js";

/** BPF instructions of a group: of each row with its number, of each word of a row, and of the rest. */
const ROW = 12;
const WORD = 3;
const GROUP = 40;

/** What a list costs for a packet that none of its rules matches; one that is decided by the first group costs less. */
export function estimateVectors({ boxes, classes }: VectorsDraft, lookups: ClassLookups): Estimate {
  const { groups, words } = groupsOf(boxes.length);
  const estimates = classes.map(({ map }) => classEstimate(map, lookups));
  const sum = (of: (estimate: Estimate) => number) => estimates.reduce((total, each) => total + of(each), 0);
  const own = classes.map(({ rows: { numbers, elements } }) => ({
    numbers: tableBytes(compactTable("", numbers)),
    rows: elements.byteLength,
  }));
  const loads = own.reduce((time, { numbers, rows }) => time + loadCost(numbers) + loadCost(rows), 0);
  const instructions = classes.length * (ROW + WORD * words) + GROUP;
  const once = loads + instructions * INSTRUCTION_COST;
  return {
    memory: sum(({ memory }) => memory) + own.reduce((bytes, { numbers, rows }) => bytes + numbers + rows, 0),
    hit: sum(({ hit }) => hit) + once * Math.ceil(groups / 2),
    miss: sum(({ miss }) => miss) + once * groups,
    instructions: sum((each) => each.instructions) + instructions,
  };
}
