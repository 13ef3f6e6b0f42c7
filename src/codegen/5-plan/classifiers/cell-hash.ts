/**
 * A perfect hash of cells, with pilots (PTHash, Pibiri and Trani, SIGIR 2021): all keys with the same upper bits of their hash share
 * a pilot that leads them to slots of their own. The C is cell_hash() and cell_slot() in templates/include/xdpgen/classify.h.
 */
export interface CellHash {
  readonly pilots: Uint8Array;
  readonly pilotShift: number;
  readonly slotBits: number;
  /** The slot of each key. */
  readonly slots: Uint32Array;
}

const HASH = 0x9e3779b1;
const PILOT = 0x85ebca6b;
const SLOT = 0xc2b2ae35;
const PILOTS = 256;

/** About how many keys share a pilot, and the most of the slots that may be taken. */
const KEYS_OF_PILOT = 3;
const LOAD = 0.7;

const log2 = (count: number): number => Math.max(1, Math.ceil(Math.log2(count)));

/** Hashes different keys of 32 bits. */
export function cellHash(keys: Uint32Array): CellHash {
  for (let slotBits = log2(keys.length / LOAD); ; slotBits++) {
    const hash = attempt(keys, log2(keys.length / KEYS_OF_PILOT), slotBits);
    if (hash !== undefined) return hash;
  }
}

function attempt(keys: Uint32Array, pilotBits: number, slotBits: number): CellHash | undefined {
  const pilotShift = 32 - pilotBits;
  const slotShift = 32 - slotBits;
  const pilots = new Uint8Array(2 ** pilotBits);
  const slots = new Uint32Array(keys.length);
  const taken = new Uint8Array(2 ** slotBits);
  const sharing = new Map<number, number[]>();
  for (const [place, key] of keys.entries()) {
    const group = Math.imul(key, HASH) >>> pilotShift;
    const members = sharing.get(group);
    if (members === undefined) sharing.set(group, [place]);
    else members.push(place);
  }
  const groups = [...sharing].sort(([, a], [, b]) => b.length - a.length);
  for (const [group, members] of groups) {
    const tried = members.map(() => 0);
    let pilot = 0;
    for (; pilot < PILOTS; pilot++) {
      for (const [i, place] of members.entries())
        tried[i] = Math.imul(Math.imul(keys[place]!, HASH) ^ Math.imul(pilot, PILOT), SLOT) >>> slotShift;
      if (tried.every((slot, i) => taken[slot] === 0 && tried.indexOf(slot) === i)) break;
    }
    if (pilot === PILOTS) return undefined;
    pilots[group] = pilot;
    for (const [i, place] of members.entries()) {
      slots[place] = tried[i]!;
      taken[tried[i]!] = 1;
    }
  }
  return { pilots, pilotShift, slotBits, slots };
}
