import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import type { NarrowMap, ValueMap } from "../value-map.js";
import type { Estimate, Strategy } from "./strategy.js";

/**
 * How many bits of a value each level takes, and below it the size of a node. The first is the faster one; the other has
 * smaller nodes, which is better when there are many of them.
 */
const STRIDES = [
  [16, 8, 8],
  [16, 8, 4, 4],
] as const;

type Strides = (typeof STRIDES)[number];

/** A node is known by 16 bits, and so is a label. */
const MOST = 65_536;

/** Beyond that the tables leave the second level of the cache, and searching smaller ones is faster. */
const MOST_BYTES = 3 * 1024 * 1024;

/** Bytes of a cache line. */
const LINE = 64;

/** Instructions of a load and its index. */
const LOAD = 7;

/** A trie of fixed strides, of which every lookup goes through all levels: no branch, and no comparison at all. */
export const trie = {
  name: "trie",
  title: "trie",
  estimate(map: ValueMap): Estimate | undefined {
    if (map.kind === "wide" || map.bits !== 32 || !hasSmallLabels(map)) return undefined;
    const best = bestStrides(map);
    if (best === undefined) return undefined;
    const { strides, bytes } = best;
    const instructions = strides.length * LOAD;
    // What is found goes through a few lines of each level; what is not may lie anywhere below the root.
    const touched = Math.min(bytes, map.firsts.length * strides.length * LINE);
    const rest = instructions * INSTRUCTION_COST;
    const hit = strides.length * loadCost(touched) + rest;
    return {
      memory: bytes,
      hit,
      miss: loadCost(bytes) + (strides.length - 1) * loadCost(touched) + rest,
      instructions,
    };
  },
  build(map: ValueMap, name: string) {
    if (map.kind === "wide") throw new Error("there is no estimate for a wide map");
    const { strides } = bestStrides(map)!;
    const levels = build(map, strides);
    let below = 32;
    const steps = levels.map((elements, depth) => {
      below -= strides[depth]!;
      const mask = 2 ** strides[depth]! - 1;
      return { table: `${name}_${depth}`, factor: mask + 1, shift: below, mask, elements };
    });
    return {
      tables: steps.map(({ table, elements }, depth) => ({ symbol: table, elements, bounded: depth === 0 })),
      constants: { levels: steps.map(({ table, factor, shift, mask }) => ({ table, factor, shift, mask })) },
    };
  },
} satisfies Strategy;

const hasSmallLabels = ({ labels, otherwise }: NarrowMap): boolean =>
  otherwise < MOST && labels.every((label) => label < MOST);

/** The strides with the smallest tables, the first when that makes little difference; undefined when all are too large. */
function bestStrides(map: NarrowMap): { readonly strides: Strides; readonly bytes: number } | undefined {
  const [fast, small] = STRIDES.map((strides) => ({ strides, bytes: bytesOf(map, strides) }));
  if (fast!.bytes <= FAST_BYTES) return fast;
  return small!.bytes <= MOST_BYTES ? small : undefined;
}

/** The tables of the fewest levels may have that much. */
const FAST_BYTES = 1024 * 1024;

/**
 * No less than the bytes of all levels. Each edge of an interval that does not lie on the edge of a node divides one node of
 * each level; beside these there is one for each label that some node has for all of its values.
 */
function bytesOf({ firsts, lasts, labels }: NarrowMap, strides: Strides): number {
  let below = 32 - strides[0];
  let bytes = 2 ** strides[0] * 2;
  for (const stride of strides.slice(1)) {
    const size = 2 ** below;
    const whole = new Set<number>();
    let divided = 0;
    let previous = -1;
    const divide = (edge: number) => {
      const node = Math.floor(edge / size);
      if (edge % size === 0 || node === previous) return;
      previous = node;
      divided++;
    };
    for (let i = 0; i < firsts.length; i++) {
      const [first, behind] = [firsts[i]!, lasts[i]! + 1];
      divide(first);
      divide(behind);
      if ((Math.ceil(first / size) + 1) * size <= behind) whole.add(labels[i]!);
    }
    const nodes = divided + whole.size + 1;
    if (nodes > MOST) return Infinity;
    bytes += nodes * 2 ** stride * 2;
    below -= stride;
  }
  return bytes;
}

/** The levels of the trie: an element of the last is a label, of the others the number of a node of the next. */
function build(map: NarrowMap, strides: Strides): readonly Uint16Array[] {
  const levels = strides.map((): number[] => []);
  const nodes = strides.map(() => new Map<string, number>());
  const uniform = strides.map(() => new Map<number, number>());
  let next = 0;

  /** The element for `size` values from `first` on, seen from the level above `depth`: a label, or a node of that level. */
  const elementFor = (depth: number, first: number, size: number): number => {
    while (next < map.firsts.length && map.lasts[next]! < first) next++;
    const start = map.firsts[next] ?? Infinity;
    if (start >= first + size) return uniformElement(depth, map.otherwise);
    if (start <= first && map.lasts[next]! >= first + size - 1)
      return uniformElement(depth, map.labels[next]!);
    return nodeOf(depth, elementsOf(depth, first, size));
  };
  const elementsOf = (depth: number, first: number, size: number): Uint16Array => {
    const part = size / 2 ** strides[depth]!;
    return Uint16Array.from({ length: 2 ** strides[depth]! }, (_, i) =>
      elementFor(depth + 1, first + i * part, part),
    );
  };
  const uniformElement = (depth: number, label: number): number => {
    if (depth === strides.length) return label;
    const known = uniform[depth]!.get(label);
    if (known !== undefined) return known;
    const node = nodeOf(depth, new Uint16Array(2 ** strides[depth]!).fill(uniformElement(depth + 1, label)));
    uniform[depth]!.set(label, node);
    return node;
  };
  const nodeOf = (depth: number, elements: Uint16Array): number => {
    const key = String.fromCharCode(...elements);
    const known = nodes[depth]!.get(key);
    if (known !== undefined) return known;
    const node = nodes[depth]!.size;
    nodes[depth]!.set(key, node);
    for (const element of elements) levels[depth]!.push(element);
    return node;
  };

  const root = elementsOf(0, 0, 2 ** 32);
  return [root, ...levels.slice(1).map((elements) => Uint16Array.from(elements))];
}
