import type { FieldName } from "../../packet/index.js";
import type { Member } from "./gather.js";

/** More fields than that are not classified together: each takes a place on the stack, of which a program has 512 bytes. */
const MOST_FIELDS = 8;

/** So many lists are classified at most, and each has so many rules at least: fewer are compared sooner. */
const MOST_LISTS = 4;

/** Rules that are classified together, and those that are not classified at all. */
export interface Shapes {
  readonly lists: readonly (readonly Member[])[];
  readonly rest: readonly Member[];
}

interface Shape {
  readonly fields: ReadonlySet<FieldName>;
  readonly members: readonly Member[];
}

/**
 * Divides rules by the fields that they ask about, those of the most rules first, into lists that ask about few fields each. `least`
 * is the number of rules that a list has to have.
 */
export function divide(members: readonly Member[], least: number): Shapes {
  const lists: Shape[] = [];
  const rest: Member[] = [];
  for (const shape of shapesOf(members)) {
    const at = lists.findIndex(({ fields }) => joined(fields, shape.fields).size <= MOST_FIELDS);
    const list = lists[at];
    if (list !== undefined)
      lists[at] = {
        fields: joined(list.fields, shape.fields),
        members: [...list.members, ...shape.members],
      };
    else if (lists.length < MOST_LISTS && shape.fields.size <= MOST_FIELDS) lists.push(shape);
    else rest.push(...shape.members);
  }
  const isLong = (shape: Shape) => shape.members.length >= least;
  return {
    lists: lists.filter(isLong).map((shape) => shape.members),
    rest: [...rest, ...lists.filter((shape) => !isLong(shape)).flatMap((shape) => shape.members)],
  };
}

const joined = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> => new Set([...a, ...b]);

/** Rules by the fields that they ask about, the largest group first; equal ones in the order of their first rules. */
function shapesOf(members: readonly Member[]): readonly Shape[] {
  const shapes = new Map<string, Member[]>();
  for (const member of members) {
    const key = [...member.box.fields.keys()].sort().join(" ");
    const same = shapes.get(key) ?? [];
    same.push(member);
    shapes.set(key, same);
  }
  return [...shapes.values()]
    .map((same) => ({ fields: new Set(same[0]!.box.fields.keys()), members: same }))
    .sort((a, b) => b.members.length - a.members.length || a.members[0]!.slot - b.members[0]!.slot);
}
