import path from "node:path";
import { createSession, fail } from "../../diagnostics/index.js";
import { readListFile, type ListFile } from "../../lists/list-file.js";
import { loadList } from "../../lists/load-list.js";
import type { ManifestSet } from "../../manifest/index.js";
import { createLiveRecords, type LiveRecords } from "../../packet/index.js";
import { readerFor, takeText } from "../../runtime/set-elements.js";

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
