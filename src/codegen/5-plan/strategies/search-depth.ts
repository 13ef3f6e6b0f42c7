/** How far a search in pieces of a sorted table goes: see search.h. */
export interface SearchDepth {
  /** No piece has 2^steps elements. */
  readonly steps: number;
  /** Nearly no element lies in a piece of 2^usual elements or more. */
  readonly usual: number;
}

/**
 * One in so many elements may lie in a piece for which the usual steps are too few. A branch that few packets take costs nearly
 * nothing, one that every tenth takes costs as much as five steps.
 */
const EXCEPTIONS = 64;

/** Lengths of pieces, collected one by one. */
export interface PieceLengths {
  add(length: number): void;
  readonly depth: () => SearchDepth;
}

/** No pieces yet. */
export function pieceLengths(): PieceLengths {
  /** How many elements lie in pieces that need so many steps. */
  const elements = new Float64Array(33);
  return {
    add: (length) => void (elements[stepsFor(length)]! += length),
    depth() {
      const steps = elements.findLastIndex((count) => count > 0);
      if (steps < 0) return { steps: 0, usual: 0 };
      const allowed = elements.reduce((sum, count) => sum + count, 0) / EXCEPTIONS;
      let usual = steps;
      for (let beyond = elements[usual]!; usual > 1 && beyond <= allowed; beyond += elements[usual]!) usual--;
      return { steps, usual };
    },
  };
}

const stepsFor = (length: number): number => 32 - Math.clz32(length);
