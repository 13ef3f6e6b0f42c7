import { trie } from "../../src/codegen/5-plan/strategies/trie.js";
import { narrowCases, type NarrowCase } from "./value-maps.js";

/** Those maps of which there is a trie, once the label of values in no interval has 16 bits. */
export function trieCases(): readonly NarrowCase[] {
  return narrowCases()
    .map(({ title, map }) => ({ title, map: { ...map, otherwise: Math.min(map.otherwise, 65_535) } }))
    .filter(({ map }) => trie.estimate(map) !== undefined);
}
