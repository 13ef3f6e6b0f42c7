import { FIELD_NAMES, type FieldName } from "../../packet/index.js";
import type { Presence } from "../presence.js";
import type { Member } from "./gather.js";
import type { Values } from "./values.js";

/** Rules of which each asks for single values of the same two fields, and for the same presence bits. */
export interface PairGroup {
  /** In the order of FIELD_NAMES. */
  readonly fields: readonly [FieldName, FieldName];
  readonly presence: readonly Presence[];
  /** In order. */
  readonly members: readonly Member[];
}

/** So many pairs of values a rule may ask for: each becomes a key of its own. */
const MOST_PAIRS = 16;

/** Divides rules into groups of at least so many, the largest first, and others. */
export function pairGroups(
  members: readonly Member[],
  least: number,
): { readonly groups: readonly PairGroup[]; readonly rest: readonly Member[] } {
  const alike = new Map<string, Member[]>();
  const rest: Member[] = [];
  for (const member of members) {
    const key = groupOf(member);
    if (key === undefined) {
      rest.push(member);
      continue;
    }
    const same = alike.get(key) ?? [];
    same.push(member);
    alike.set(key, same);
  }
  const isLong = (same: readonly Member[]) => same.length >= least;
  const groups = [...alike.values()].filter(isLong).map((same): PairGroup => {
    const { presence, fields } = same[0]!.box;
    const [upper, lower] = FIELD_NAMES.filter((field) => fields.has(field));
    return { fields: [upper!, lower!], presence, members: same };
  });
  rest.push(...[...alike.values()].filter((same) => !isLong(same)).flat());
  groups.sort((a, b) => b.members.length - a.members.length);
  return { groups, rest: rest.sort((a, b) => a.slot - b.slot) };
}

/** What rules of one group have in common; undefined for a rule that is no pair, or too many. */
function groupOf({ box: { fields, presence } }: Member): string | undefined {
  if (fields.size !== 2) return undefined;
  let pairs = 1;
  for (const values of fields.values()) pairs *= valueCount(values);
  if (pairs === 0 || pairs > MOST_PAIRS) return undefined;
  return [...[...fields.keys()].sort(), ...[...presence].sort()].join(" ");
}

/** How many values these are; more than MOST_PAIRS when they are too many to count. */
function valueCount(values: Values): number {
  if (values.kind === "wide")
    return values.intervals.reduce((sum, { first, last }) => sum + Number(last - first) + 1, 0);
  const { firsts, lasts } = values;
  let count = 0;
  for (let i = 0; i < firsts.length && count <= MOST_PAIRS; i++) count += lasts[i]! - firsts[i]! + 1;
  return count;
}
