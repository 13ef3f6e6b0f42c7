import { readFileSync } from "node:fs";
import { diagnostic, DiagnosticError, fail, type Diagnostic } from "../../diagnostics/index.js";
import { parseLiveElement } from "../../lists/live-element.js";
import { readLiveList } from "../../lists/live-list.js";
import type { ManifestSet } from "../../manifest/index.js";
import { LIVE_TYPES, type LiveElement } from "../../packet/index.js";
import { faultCode, faultReason } from "../../util/file-faults.js";

/** So many wrong lines are shown; of the others there is a count. */
const SHOWN_LINES = 20;

/** What elements of a set are, for messages. */
const expectedOf = ({ type }: ManifestSet): string =>
  type.length === 1
    ? LIVE_TYPES[type[0]].title
    : `pairs of ${type.map((name) => LIVE_TYPES[name].value).join(" and ")}`;

/**
 * The elements of a command: its arguments, or the lines of a file. Fails with XG671 for each that is wrong, XG672 for how many more there
 * are, and XG673 when the file cannot be read.
 */
export function elementsOf(
  set: ManifestSet,
  given: readonly string[],
  file: string | undefined,
): readonly LiveElement[] {
  return file === undefined ? given.map((text) => elementOf(set, text)) : fromFile(set, file);
}

/** One element. Fails with XG671. */
export function elementOf(set: ManifestSet, text: string): LiveElement {
  const parsed = parseLiveElement(text, set.type);
  if (parsed.kind === "element") return parsed.element;
  return fail("XG671", { reason: parsed.reason, set: set.name, expected: expectedOf(set) });
}

function fromFile(set: ManifestSet, file: string): readonly LiveElement[] {
  const { elements, wrong } = readLiveList(readText(file), set.type);
  if (wrong.length === 0) return elements;
  const shown: Diagnostic[] = wrong
    .slice(0, SHOWN_LINES)
    .map(({ line, column, reason }) =>
      diagnostic(
        "XG671",
        { reason, set: set.name, expected: expectedOf(set) },
        { span: { file, line, column } },
      ),
    );
  const more = wrong.length - shown.length;
  throw new DiagnosticError([
    ...shown,
    ...(more > 0 ? [diagnostic("XG672", { count: more.toLocaleString("en-US"), file })] : []),
  ]);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = faultCode(error) === "ENOENT" ? "there is no such file" : faultReason(error);
    return fail("XG673", { file, reason });
  }
}
