import { createHash } from "node:crypto";
import type { Session, Span } from "../../../diagnostics/index.js";
import type { LinesDecl } from "../../../dsl/index.js";
import { show } from "../../../packet/index.js";
import type { Context } from "../literal.js";
import type { Family } from "./address-reader.js";
import type { ElementReader } from "../../../lists/element-reader.js";
import type { Elements } from "./elements.js";
import { listPath, readListFile, type ListFile, type Unreadable } from "../../../lists/list-file.js";
import { loadList } from "../../../lists/load-list.js";
import type { Sort } from "./sort.js";

/** A list that went into a program. */
export interface ListDigest {
  /** Relative to the project's root, with `/`; absolute when it lies elsewhere. */
  readonly file: string;
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
}

/** Reads the lists of a ruleset, each file once. */
export interface ListReader {
  /** Adds the elements that the lines have; reports what is wrong with the call, the file or its lines. */
  load(lines: LinesDecl<Span>, sort: Sort, elements: Elements, context: Context): void;
  /** Has `reader` take every line for a live set, `what` in messages; an empty list is as good as any. */
  each(lines: LinesDecl<Span>, reader: ElementReader, what: string): void;
  /** The lists that were read so far, sorted by path. */
  digests(): readonly ListDigest[];
}

/** Reads lists for messages in `session`; `root` is what paths are relative to. */
export function createListReader(session: Session, root: string): ListReader {
  const files = new Map<string, ListFile | Unreadable>();
  const read = (absolute: string) => {
    const file = files.get(absolute) ?? readListFile(absolute, root);
    files.set(absolute, file);
    return file;
  };
  const open = (lines: LinesDecl<Span>): ListFile | undefined => {
    const { path } = lines;
    if (typeof path !== "string") {
      session.report("XG228", { call: "lines", expected: "a path", given: show(path) }, pathSpan(lines));
      return undefined;
    }
    const file = read(listPath(path, lines.span.file, root));
    if (!("reason" in file)) return file;
    session.report("XG221", { path, reason: file.reason, place: file.file }, pathSpan(lines));
    return undefined;
  };
  return {
    load(lines, sort, elements, context) {
      const family = familyOf(lines, sort, session, context);
      const file = open(lines);
      if (file === undefined) return;
      const before = elements.count;
      const wrong = loadList(file, sort.reader(elements, context, family), session);
      if (wrong === 0 && elements.count === before)
        session.report("XG222", { what: `the list ${file.file}` }, pathSpan(lines));
    },
    each(lines, reader, what) {
      familyOf(lines, { hasFamilies: false }, session, { field: what });
      const file = open(lines);
      if (file !== undefined) loadList(file, reader, session);
    },
    digests: () =>
      [...files.values()]
        .flatMap((file) => ("reason" in file ? [] : [{ file: file.file, sha256: sha256(file.bytes) }]))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

const pathSpan = ({ places, span }: LinesDecl<Span>) => places[0]?.span ?? span;

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const FAMILIES: readonly unknown[] = ["ipv4", "ipv6", undefined];

/** The family that the options ask for; reports options that are none. */
function familyOf(
  lines: LinesDecl<Span>,
  sort: Pick<Sort, "hasFamilies">,
  session: Session,
  { field }: { readonly field: string },
): Family {
  const options = lines.options as Readonly<Record<string, unknown>> | null | undefined;
  const span = lines.places[1]?.span ?? lines.span;
  const refuse = (expected: string, given: string) => {
    session.report("XG228", { call: "lines", expected, given }, span);
    return undefined;
  };
  const known = '{ family: "ipv4" } or { family: "ipv6" }';
  if (typeof options !== "object" || options === null) return refuse(known, show(options));
  const stranger = Object.keys(options).find((option) => option !== "family");
  if (stranger !== undefined) return refuse(known, `the option ${stranger}`);
  const { family } = options as { readonly family?: Family };
  if (!FAMILIES.includes(family)) return refuse(known, `the family ${show(family)}`);
  if (family !== undefined && !sort.hasFamilies)
    return refuse("a family for addresses alone", `one for ${field}`);
  return family;
}
