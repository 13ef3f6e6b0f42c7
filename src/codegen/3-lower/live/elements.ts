import type { Session, Span } from "../../../diagnostics/index.js";
import { isLines } from "../../../dsl/index.js";
import type { LiveSet } from "../../../ir/index.js";
import { parseLiveElement } from "../../../lists/live-element.js";
import { createLiveReader } from "../../../lists/live-list.js";
import { createLiveRecords, elementAt, RECORD_LANES, show, type LiveElement } from "../../../packet/index.js";
import { plural } from "../../../util/text.js";
import type { ListReader } from "../lists/list-reader.js";
import { flatten, pair, type Written } from "../written.js";

type Target = Pick<LiveSet, "name" | "type" | "capacity" | "span">;

/** What a live set has from the start: sorted, each element once. What is none is reported. */
export function lowerElements(
  given: Written,
  set: Target,
  lists: ListReader,
  session: Session,
): readonly LiveElement[] {
  if (given.value === undefined) return [];
  if (!Array.isArray(given.value) && !isLines(given.value)) {
    const expected = "an array of elements, or lines(…)";
    session.report("XG228", { call: "liveSet", expected, given: show(given.value) }, given.place.span);
    return [];
  }
  const elements: LiveElement[] = [];
  for (const { value, place } of elementsIn(given, set)) {
    if (isLines<Span>(value)) {
      const records = createLiveRecords();
      const reader = createLiveReader(set.type, records, (text, reason) => ({
        code: "XG234",
        args: refusalOf(text, set, reason),
      }));
      lists.each(value, reader, `the live set "${set.name}"`);
      for (let nth = 0; nth < records.length; nth++)
        elements.push(elementAt(records.lanes, nth * RECORD_LANES, set.type));
      continue;
    }
    const parsed = parseLiveElement(textOf(value), set.type);
    if (parsed.kind === "element") elements.push(parsed.element);
    else session.report("XG234", refusalOf(textOf(value), set, parsed.reason), place.span);
  }
  return checked(elements, set, session);
}

/** The values one by one. In an array of pairs an array of two is an element. */
function elementsIn(given: Written, { type }: Target): readonly Written[] {
  if (type.length === 1 || !Array.isArray(given.value)) return flatten([given]);
  return pair(given.value as unknown[], given.place.parts, given.place.span);
}

/** A value as the text of an element; what is no such value becomes a text that is refused. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(" ");
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : `(${show(value)})`;
}

const refusalOf = (text: string, { name, type }: Target, reason: string) => ({
  given: JSON.stringify(text),
  set: name,
  reason,
  type: type.join(" and "),
});

/** Sorts the elements and leaves out repetitions; reports them, and more elements than there is room for. */
function checked(elements: LiveElement[], set: Target, session: Session): readonly LiveElement[] {
  elements.sort(inOrder);
  const unique = elements.filter((element, i) => i === 0 || inOrder(elements[i - 1]!, element) !== 0);
  const gone = elements.length - unique.length;
  if (gone > 0) {
    const count = plural(elements.length, "element");
    const text = `${plural(gone, "duplicate")} ${gone === 1 ? "is" : "are"}`;
    session.report("XG227", { set: set.name, count, gone: text }, set.span);
  }
  if (unique.length > set.capacity) {
    const capacity = set.capacity.toLocaleString("en-US");
    session.report("XG235", { set: set.name, count: plural(unique.length, "element"), capacity }, set.span);
  }
  return unique;
}

function inOrder(a: LiveElement, b: LiveElement): number {
  for (const [i, value] of a.values.entries()) {
    const other = b.values[i]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return a.length - b.length;
}
