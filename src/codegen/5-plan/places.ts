/** Each value once, from the least to the greatest. */
export function sortedOnce(values: readonly bigint[]): readonly bigint[] {
  const ordered = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ordered.filter((value, i) => value !== ordered[i - 1]);
}

/**
 * The place of a value among those sorted, by halves: V8 hashes nothing but the last 64 bits of a BigInt, which are 0 in most prefixes
 * of IPv6, so a Map of them would be a list.
 */
export function placeOf(values: readonly bigint[], value: bigint): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
