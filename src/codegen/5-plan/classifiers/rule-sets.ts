/** Sets of rules, one after the other, each of `words` words of 32 bits: bit r of a set says whether rule r is in it. */
export interface RuleSets {
  readonly words: number;
  readonly count: number;
  readonly bits: Uint32Array;
}

/** How many words a set of so many rules has. */
export const wordsFor = (rules: number): number => Math.max(1, Math.ceil(rules / 32));

/** The set of all of so many rules. */
export function everyRule(rules: number): Uint32Array {
  const set = new Uint32Array(wordsFor(rules)).fill(0xffffffff);
  if (rules % 32 !== 0) set[set.length - 1] = (1 << (rules % 32)) - 1;
  return set;
}

/** A class is an element of a table of at most 16 bits. */
export const MOST_CLASSES = 65_536;

/** No more memory than that for the sets of one field. */
const MOST_WORDS = 24 * 1024 * 1024;

/** Numbers sets in the order in which they come, equal ones alike. */
export interface Interner {
  /** The number of the set that stands in `words` words; undefined when there are too many. */
  readonly intern: (set: Uint32Array) => number | undefined;
  readonly sets: () => RuleSets;
}

export function createInterner(words: number): Interner {
  let bits = new Uint32Array(64 * words);
  let places = new Int32Array(256).fill(-1);
  let hashes = new Uint32Array(64);
  let count = 0;

  const isAt = (set: Uint32Array, index: number) => {
    for (let i = 0, at = index * words; i < words; i++, at++) if (bits[at] !== set[i]) return false;
    return true;
  };
  const placeFor = (hash: number, set?: Uint32Array) => {
    let place = (hash ^ (hash >>> 15)) & (places.length - 1);
    while (
      places[place]! >= 0 &&
      (set === undefined || hashes[places[place]!] !== hash || !isAt(set, places[place]!))
    )
      place = (place + 1) & (places.length - 1);
    return place;
  };
  const grow = () => {
    const more = new Uint32Array(bits.length * 2);
    more.set(bits);
    bits = more;
    const moreHashes = new Uint32Array(hashes.length * 2);
    moreHashes.set(hashes);
    hashes = moreHashes;
    places = new Int32Array(places.length * 2).fill(-1);
    for (let i = 0; i < count; i++) places[placeFor(hashes[i]!)] = i;
  };

  return {
    intern(set) {
      const hash = hashOf(set, words);
      const known = placeFor(hash, set);
      if (places[known]! >= 0) return places[known]!;
      if (count === MOST_CLASSES || (count + 1) * words > MOST_WORDS) return undefined;
      if ((count + 1) * words > bits.length) grow();
      bits.set(set.length === words ? set : set.subarray(0, words), count * words);
      hashes[count] = hash;
      places[placeFor(hash, set)] = count;
      return count++;
    },
    sets: () => ({ words, count, bits: bits.subarray(0, count * words) }),
  };
}

function hashOf(set: Uint32Array, words: number): number {
  let hash = 0;
  for (let i = 0; i < words; i++) {
    hash = Math.imul(hash ^ set[i]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** Calls `visit` for each rule of a set, in order. */
export function forEachRule({ words, bits }: RuleSets, index: number, visit: (rule: number) => void): void {
  for (let i = 0, at = index * words; i < words; i++, at++) {
    for (let word = bits[at]!; word !== 0; word &= word - 1) visit(i * 32 + 31 - Math.clz32(word & -word));
  }
}

/** Sets of some of the rules, which are numbered anew in the order given, and which of them each set has become. */
export interface Projection {
  readonly sets: RuleSets;
  /** By the old number, the new one. */
  readonly renamed: Uint32Array;
}

/** Leaves all but some rules, which are given in order, out of sets, so that fewer sets are different. */
export function project(all: RuleSets, rules: readonly number[]): Projection {
  const mask = new Uint32Array(all.words);
  const places = new Uint32Array(all.words * 32);
  for (const [place, rule] of rules.entries()) {
    mask[rule >>> 5]! |= 1 << (rule & 31);
    places[rule] = place;
  }
  const interner = createInterner(wordsFor(rules.length));
  const set = new Uint32Array(wordsFor(rules.length));
  const kept: RuleSets = { words: all.words, count: 1, bits: new Uint32Array(all.words) };
  const keep = (rule: number) => {
    const place = places[rule]!;
    set[place >>> 5]! |= 1 << (place & 31);
  };
  const renamed = new Uint32Array(all.count);
  for (let i = 0; i < all.count; i++) {
    set.fill(0);
    for (let word = 0; word < all.words; word++)
      kept.bits[word] = all.bits[i * all.words + word]! & mask[word]!;
    forEachRule(kept, 0, keep);
    renamed[i] = interner.intern(set)!;
  }
  return { sets: interner.sets(), renamed };
}

/** Sets by their numbers, in a new order; some may come several times. */
export function pick({ words, bits }: RuleSets, numbers: Uint32Array): RuleSets {
  const picked = new Uint32Array(numbers.length * words);
  for (const [i, number] of numbers.entries())
    picked.set(bits.subarray(number * words, (number + 1) * words), i * words);
  return { words, count: numbers.length, bits: picked };
}
