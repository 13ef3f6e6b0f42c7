import type { SetEntry } from "../../runtime/index.js";
import { durationText } from "../../util/duration.js";

/** An element as JSON has it: seconds that it stays yet, null for ever. */
export interface EntryJson {
  readonly element: string;
  readonly remaining: number | null;
}

export const entryJson = ({ element, remaining }: SetEntry): EntryJson => ({
  element,
  remaining: remaining === undefined ? null : Math.round(remaining / 100) / 10,
});

/** Elements, one a line, with the time that they stay yet. */
export function entriesText(entries: readonly EntryJson[]): string {
  const width = entries.reduce((widest, { element }) => Math.max(widest, element.length), 0);
  return entries
    .map(({ element, remaining }) =>
      remaining === null ? element : `${element.padEnd(width)}  ${durationText(Math.ceil(remaining) * 1000)}`,
    )
    .join("\n");
}
