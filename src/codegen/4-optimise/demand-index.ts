import { lowest, type Match, type Values } from "../../ir/index.js";
import { fieldRow, type FieldName, type Interval } from "../../packet/index.js";

/** What a rule asks of a packet with one of its matches. */
export interface Demand {
  readonly match: Match;
  /** The values for which a field match holds; none for a protocol. */
  readonly values: Values;
}

/** What is known of the packets that a rule matches. */
export interface Knowledge {
  /** The headers that they have. */
  readonly headers: Iterable<string>;
  /** The fields that they have, each with all values that can be in it. */
  readonly values: Iterable<readonly [FieldName, Values]>;
}

/**
 * Things that demand something of a packet, filed so that those which certain packets satisfy are found without looking at
 * all of them. Each is filed under one demand: packets that satisfy all of its demands satisfy that one.
 */
export interface DemandIndex<T> {
  add(item: T, demands: readonly Demand[]): void;
  /** Lists that have, together, every item whose demands follow from the knowledge, and more; each in the order of adding. */
  candidates(knowledge: Knowledge): readonly (readonly T[])[];
}

/** A demand with more intervals than this is looked at for every packet that has its field. */
const MOST_BLOCKS = 64;

/** Things that are filed under the same. */
type List<T> = T[];

/** Of one field: lists by the number of a block, those of one length together; and the things that have too many blocks. */
interface FieldLists<T> {
  readonly blocks: Map<number, Map<bigint, List<T>>>;
  readonly crowded: List<T>;
}

/**
 * A block is, as a prefix of addresses is one, all values of a field with the same highest `length` bits. A demand on a field
 * is filed under the smallest blocks that hold its intervals, one for each. If all values of other packets are among the
 * demanded ones, then the first of them is in one of the intervals, and so in its block.
 */
export function createDemandIndex<T>(): DemandIndex<T> {
  /** Where things without demands are. */
  const anywhere: List<T> = [];
  const protocols = new Map<string, List<T>>();
  const fields = new Map<FieldName, FieldLists<T>>();

  /** The lists that a demand is filed under, made where there are none. */
  const listsOf = ({ match, values }: Demand): readonly List<T>[] => {
    if (match.kind === "protocol") return [entry(protocols, match.protocol, () => [])];
    const { field } = match;
    const { blocks, crowded } = entry(fields, field, () => ({ blocks: new Map(), crowded: [] }));
    if (!Array.isArray(values) || values.length > MOST_BLOCKS) return [crowded];
    const { bits } = fieldRow(field);
    return (values as readonly Interval[]).map(({ first, last }) => {
      const length = bits - bitLength(first ^ last);
      const sameLength = entry(blocks, length, () => new Map<bigint, List<T>>());
      return entry(sameLength, blockOf(first, bits, length), () => []);
    });
  };
  const crowd = (lists: readonly List<T>[]) => lists.reduce((sum, list) => sum + list.length, 0);

  return {
    add(item, demands) {
      // Under the demand that the fewest others are filed under: many rules may have an address in common, or a port.
      let chosen: readonly List<T>[] = [anywhere];
      for (const [i, demand] of demands.entries()) {
        const lists = listsOf(demand);
        if (i === 0 || crowd(lists) < crowd(chosen)) chosen = lists;
      }
      for (const list of chosen) list.push(item);
    },
    candidates({ headers, values }) {
      const found: List<T>[] = [anywhere];
      const take = (list: List<T> | undefined) => {
        if (list !== undefined && list.length > 0) found.push(list);
      };
      for (const header of headers) take(protocols.get(header));
      for (const [field, known] of values) {
        const lists = fields.get(field);
        const first = lowest(known);
        if (lists === undefined || first === undefined) continue;
        const { bits } = fieldRow(field);
        for (const [length, blocks] of lists.blocks) take(blocks.get(blockOf(first, bits, length)));
        take(lists.crowded);
      }
      return found;
    },
  };
}

const bitLength = (value: bigint) => (value === 0n ? 0 : value.toString(2).length);

/** The number of the block that `value` is in. */
const blockOf = (value: bigint, bits: number, length: number) => value >> BigInt(bits - length);

/** The entry of a key, which is made when there is none. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
