import { createSession, type Session } from "../diagnostics/index.js";
import type { ElementFault, ElementReader } from "../lists/element-reader.js";
import { createLiveReader } from "../lists/live-list.js";
import { readable } from "../lists/readable-text.js";
import type { ManifestSet } from "../manifest/index.js";
import { createLiveRecords, LIVE_TYPES, type LiveRecords } from "../packet/index.js";

/** Reads elements of a set into records. What is none is XG671. */
export function readerFor(set: ManifestSet, records: LiveRecords): ElementReader {
  return createLiveReader(set.type, records, (_, reason): ElementFault => ({
    code: "XG671",
    args: { reason, set: set.name, expected: expectedOf(set) },
  }));
}

/** Reads one element; what is none is reported. Returns whether it is one. */
export function takeText(text: string, reader: ElementReader, session: Session): boolean {
  const bytes = Buffer.from(text.trim());
  if (reader.take(bytes, 0, bytes.length)) return true;
  const { code, args } = reader.faultOf(readable(text));
  // The row of a code names just the arguments that come with it.
  session.report(code, args as never);
  return false;
}

/** So many wrong elements are named. */
const NAMED = 20;

/** The elements of a set with these texts. Fails with XG671 for each that is wrong, for the first twenty. */
export function recordsFrom(set: ManifestSet, texts: Iterable<string>): LiveRecords {
  const session = createSession();
  const records = createLiveRecords();
  const reader = readerFor(set, records);
  let wrong = 0;
  for (const text of texts) {
    if (!takeText(text, reader, session)) wrong++;
    if (wrong === NAMED) break;
  }
  session.throwIfErrors();
  return records;
}

/** What elements of a set are, for messages. */
const expectedOf = ({ type }: ManifestSet): string =>
  type.length === 1
    ? LIVE_TYPES[type[0]].title
    : `pairs of ${type.map((name) => LIVE_TYPES[name].value).join(" and ")}`;
