import type { Session, Span } from "../../../diagnostics/index.js";
import type { LiveSetDecl, SetDecl } from "../../../dsl/index.js";
import type { LiveSet } from "../../../ir/index.js";
import { isLiveType, LIVE_TYPES, show, type LiveSetType, type LiveTypeName } from "../../../packet/index.js";
import type { ListReader } from "../lists/list-reader.js";
import type { Written } from "../written.js";
import { lowerElements } from "./elements.js";
import { argument, readOptions } from "./given.js";
import { lowerTime } from "./times.js";

/** The most elements that a live set may have room for: about 600 MiB, of wide ones twice that. */
export const MOST_CAPACITY = 10_000_000;

/** The live sets of a ruleset, each lowered once. */
export interface LiveSets {
  /** Undefined when something in it is wrong: the session has said what, once. */
  lower(set: LiveSetDecl<Span>): LiveSet | undefined;
  /** Those that were asked for, in that order. */
  all(): readonly LiveSet[];
}

/** Live sets whose messages go to `session`; `checkName` knows the names of all sets. */
export function createLiveSets(
  session: Session,
  lists: ListReader,
  checkName: (set: SetDecl<Span> | LiveSetDecl<Span>) => void,
): LiveSets {
  const known = new Map<LiveSetDecl<Span>, LiveSet | undefined>();
  const make = (set: LiveSetDecl<Span>): LiveSet | undefined => {
    checkName(set);
    const options = readOptions("liveSet", argument(set, 1, set.options), OPTIONS, session);
    if (options === undefined) return undefined;
    const name = String(set.name);
    const type = lowerType(options.type, session);
    const capacity = lowerCapacity(options.capacity, session);
    const milliseconds = lowerTime("liveSet", "timeout", options.timeout, session);
    if (type === undefined || capacity === undefined) return undefined;
    const elements = lowerElements(
      options.elements,
      { name, type, capacity, span: set.span },
      lists,
      session,
    );
    return { name, type, capacity, milliseconds, elements, span: set.span };
  };
  return {
    lower(set) {
      if (!known.has(set)) known.set(set, make(set));
      return known.get(set);
    },
    all: () => [...known.values()].filter((set) => set !== undefined),
  };
}

const OPTIONS = ["type", "capacity", "timeout", "elements"] as const;

function lowerType({ value, place }: Written, session: Session): LiveSetType | undefined {
  const names: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  const areNames = (list: readonly unknown[]): list is readonly LiveTypeName[] =>
    list.every((name) => typeof name === "string" && Object.hasOwn(LIVE_TYPES, name));
  if (areNames(names) && isLiveType(names)) return names;
  const given = Array.isArray(value) ? `[${names.map(show).join(", ")}]` : show(value);
  session.report("XG231", { given, known: Object.keys(LIVE_TYPES).join(", ") }, place.span);
  return undefined;
}

function lowerCapacity({ value, place }: Written, session: Session): number | undefined {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_CAPACITY)
    return value;
  const most = MOST_CAPACITY.toLocaleString("en-US");
  session.report("XG232", { given: show(value), most }, place.span);
  return undefined;
}
