/** The value below which the share `q` of the values lies, between two of them in proportion; of at least one value. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** The value in the middle; of at least one value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
