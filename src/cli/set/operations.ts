import type { LiveRecords } from "../../packet/index.js";
import type { OpenSet } from "../../runtime/index.js";
import { plural } from "../../util/text.js";
import { entriesText, entryJson, type EntryJson } from "./view.js";

/** How a set is changed. */
export interface SetOptions {
  readonly file?: string;
  /** Milliseconds. */
  readonly for?: number;
  readonly netns?: string;
}

/** What an operation came to: members of its JSON. */
export interface Outcome {
  readonly added?: number;
  readonly renewed?: number;
  readonly deleted?: number;
  readonly absent?: number;
  readonly elements?: number | readonly EntryJson[];
}

/** What is done with a set, and what is said of it. */
export interface Operation {
  readonly summary: string;
  readonly takesElements: boolean;
  /** What it does to several elements is what it does to each: lines are taken as they come. */
  readonly isByElement: boolean;
  readonly takesTime: boolean;
  readonly run: (set: OpenSet, elements: LiveRecords, options: SetOptions) => Outcome;
  readonly text: (outcome: Outcome) => string;
}

const elements = (count = 0): string => plural(count, "element");
const andAlso = (count = 0, what: string): string => (count === 0 ? "" : `, ${elements(count)} ${what}`);

/** How long elements stay that are added now: what was asked for, or else what the rules say. */
const timeOf = ({ set }: OpenSet, options: SetOptions): number | undefined =>
  options.for ?? set.timeout ?? undefined;

/** What `xdpgen set` can do. */
export const OPERATIONS = {
  add: {
    summary: "adds elements, or gives those that are there another time",
    takesElements: true,
    isByElement: true,
    takesTime: true,
    run: (set, records, options) => {
      const added = set.add(records, timeOf(set, options));
      return { added, renewed: records.length - added };
    },
    text: ({ added, renewed }) => `${elements(added)} added${andAlso(renewed, "renewed")}`,
  },
  del: {
    summary: "takes elements out",
    takesElements: true,
    isByElement: true,
    takesTime: false,
    run: (set, records) => {
      const deleted = set.delete(records);
      return { deleted, absent: records.length - deleted };
    },
    text: ({ deleted, absent }) => `${elements(deleted)} taken out${andAlso(absent, "not there")}`,
  },
  list: {
    summary: "shows all elements, and how long they stay",
    takesElements: false,
    isByElement: false,
    takesTime: false,
    run: (set) => ({ elements: set.list().map(entryJson) }),
    text: ({ elements }) => (Array.isArray(elements) ? entriesText(elements as readonly EntryJson[]) : ""),
  },
  flush: {
    summary: "takes all elements out, in one step",
    takesElements: false,
    isByElement: false,
    takesTime: false,
    run: (set) => ({ deleted: set.flush() }),
    text: ({ deleted }) => `${elements(deleted)} taken out`,
  },
  replace: {
    summary: "puts elements in the place of all others, in one step",
    takesElements: true,
    isByElement: false,
    takesTime: true,
    run: (set, records, options) => {
      set.replace(records, timeOf(set, options));
      return { elements: set.count() };
    },
    text: ({ elements: count }) => `${elements(Number(count))}, and no others`,
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
