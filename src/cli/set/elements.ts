import path from "node:path";
import { createSession, fail, type Session } from "../../diagnostics/index.js";
import type { ElementFault, ElementReader } from "../../lists/element-reader.js";
import { readListFile, type ListFile } from "../../lists/list-file.js";
import { createLiveReader } from "../../lists/live-list.js";
import { loadList } from "../../lists/load-list.js";
import { readable } from "../../lists/readable-text.js";
import type { ManifestSet } from "../../manifest/index.js";
import { createLiveRecords, LIVE_TYPES, type LiveRecords } from "../../packet/index.js";

/** Where the elements of a command stand: in its arguments, and in a file. */
export interface ElementSource {
  readonly given: readonly string[];
  readonly list: ListFile | undefined;
}

/** Reads what elements stand in; `-` is stdin, to its end. Fails with XG673. */
export async function readSource(given: readonly string[], file: string | undefined): Promise<ElementSource> {
  if (file === undefined) return { given, list: undefined };
  if (file === "-") return { given, list: { file: "stdin", bytes: await readStdin() } };
  const list = readListFile(path.resolve(file), process.cwd());
  return "reason" in list ? fail("XG673", list) : { given, list };
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The elements of a command. Fails with XG671 for each that is wrong, of a list for the first twenty (XG224 says how many more). */
export function elementsOf(set: ManifestSet, { given, list }: ElementSource): LiveRecords {
  const session = createSession();
  const records = createLiveRecords();
  const reader = readerFor(set, records);
  for (const text of given) takeText(text, reader, session);
  if (list !== undefined) loadList(list, reader, session);
  session.throwIfErrors();
  return records;
}

function takeText(text: string, reader: ElementReader, session: Session): void {
  const bytes = Buffer.from(text.trim());
  if (reader.take(bytes, 0, bytes.length)) return;
  const { code, args } = reader.faultOf(readable(text));
  // The row of a code names just the arguments that come with it.
  session.report(code, args as never);
}

/** Reads elements of a set into records. What is none is XG671. */
export function readerFor(set: ManifestSet, records: LiveRecords): ElementReader {
  return createLiveReader(set.type, records, (_, reason): ElementFault => ({
    code: "XG671",
    args: { reason, set: set.name, expected: expectedOf(set) },
  }));
}

/** What elements of a set are, for messages. */
const expectedOf = ({ type }: ManifestSet): string =>
  type.length === 1
    ? LIVE_TYPES[type[0]].title
    : `pairs of ${type.map((name) => LIVE_TYPES[name].value).join(" and ")}`;
