/** A prefix of `bits` bits in all: `start` in host order. */
export interface Prefix {
  readonly start: bigint;
  readonly length: number;
}

/**
 * The least place of a prefix that an address lies in, by asking for one length after the other; undefined when it lies in none.
 * Of prefixes that stand there twice the first one counts.
 */
export function createPrefixSearch(
  bits: number,
  prefixes: Iterable<Prefix & { readonly place: number }>,
): (address: bigint) => number | undefined {
  const byLength = new Map<number, Map<bigint, number>>();
  for (const { start, length, place } of prefixes) {
    const places = byLength.get(length) ?? new Map<bigint, number>();
    // Without the host bits: V8 hashes the last 64 bits of a BigInt alone, which are 0 in most prefixes of IPv6.
    const network = start >> BigInt(bits - length);
    places.set(network, Math.min(place, places.get(network) ?? Infinity));
    byLength.set(length, places);
  }
  return (address) => {
    let least: number | undefined;
    for (const [length, places] of byLength) {
      const place = places.get(address >> BigInt(bits - length));
      if (place !== undefined && (least === undefined || place < least)) least = place;
    }
    return least;
  };
}
