/** Numbers in elements of 1, 2 or 4 bytes. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** Bytes of the smallest elements that take numbers up to `most`, which is below 2^32. */
export function bytesFor(most: number): 1 | 2 | 4 {
  if (most < 2 ** 8) return 1;
  return most < 2 ** 16 ? 2 : 4;
}

const ARRAYS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

/** The array whose elements are the smallest that take numbers up to `most`. */
export const elementsFor = (most: number) => ARRAYS[bytesFor(most)];

/** Numbers of at most `most` in the smallest elements that take them. */
export function packed(numbers: Uint32Array, most = farthest(numbers, 0)): Numbers {
  const elements = new (elementsFor(most))(numbers.length);
  elements.set(numbers);
  return elements;
}

/** Labels in small elements: a label is an element plus `base`, modulo 2^32. */
export interface PackedLabels {
  readonly elements: Numbers;
  readonly base: number;
}

/**
 * Packs labels. What stands for "no label" is often far from all others, so what is stored is the distance from it where that
 * is smaller than the label itself.
 */
export function packLabels(labels: Uint32Array, otherwise: number): PackedLabels {
  const base = baseOf(labels, otherwise);
  return { elements: packed(base === 0 ? labels : labels.map((label) => label - base)), base };
}

/** Bytes that one of these labels takes when it is packed. */
export function labelBytes(labels: Uint32Array, otherwise: number): number {
  return bytesFor(farthest(labels, baseOf(labels, otherwise)));
}

const baseOf = (labels: Uint32Array, otherwise: number): number =>
  farthest(labels, otherwise) < farthest(labels, 0) ? otherwise : 0;

/** The greatest of the distances from `base` up to each number, modulo 2^32. */
function farthest(numbers: Uint32Array, base: number): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, (number - base) >>> 0);
  return most;
}
