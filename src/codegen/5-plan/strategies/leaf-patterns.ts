/** Bits of a leaf: whether each of 256 addresses is inside, in words of 32, the first address in the lowest bit. */
const WORDS = 8;

/** Leaves that are alike are stored once: of those with a single address there are only 256. */
export interface LeafPatterns {
  /** Files the leaf that lies in `scratch`, empties that, and returns the number of its pattern. */
  file(): number;
  readonly scratch: Uint32Array;
  /** The patterns by number, 4 elements each. */
  readonly words: () => BigUint64Array;
}

/** No patterns yet, of at most `most` leaves. */
export function leafPatterns(most: number): LeafPatterns {
  const patterns = new Uint32Array(Math.max(1, most) * WORDS);
  const scratch = new Uint32Array(WORDS);
  // Numbers of patterns plus 1, each at the hash of its pattern or the next free place after it.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  let count = 0;

  const isPattern = (number: number): boolean => {
    for (let i = 0; i < WORDS; i++) if (patterns[number * WORDS + i] !== scratch[i]) return false;
    return true;
  };
  const numberOf = (): number => {
    for (let at = hashOf(scratch) & (places.length - 1); ; at = (at + 1) & (places.length - 1)) {
      const place = places[at]!;
      if (place !== 0 && isPattern(place - 1)) return place - 1;
      if (place !== 0) continue;
      patterns.set(scratch, count * WORDS);
      places[at] = ++count;
      return count - 1;
    }
  };
  return {
    scratch,
    file() {
      const number = numberOf();
      scratch.fill(0);
      return number;
    },
    words: () => new BigUint64Array(patterns.slice(0, Math.max(1, count) * WORDS).buffer),
  };
}

function hashOf(words: Uint32Array): number {
  let hash = 0;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** Sets the bits `first` to `last` of a leaf. */
export function setBits(leaf: Uint32Array, first: number, last: number): void {
  for (let bit = first; bit <= last;) {
    const end = Math.min(last, bit | 31);
    leaf[bit >>> 5]! |= (0xffffffff >>> (31 - (end - bit))) << (bit & 31);
    bit = end + 1;
  }
}
