import type { Session, Span } from "../diagnostics/index.js";
import { plural } from "../util/text.js";
import type { ElementReader } from "./element-reader.js";
import type { ListFile } from "./list-file.js";
import { eachElement } from "./list-text.js";
import { readable } from "./readable-text.js";

/** How many wrong lines of a list are shown. */
const SHOWN = 20;

/**
 * Has `reader` take every element of a list, and reports those that are wrong: each of the first twenty with its place, then how
 * many more there are. Says how many lines were wrong.
 */
export function loadList({ file, bytes }: ListFile, reader: ElementReader, session: Session): number {
  let wrong = 0;
  let next: Span | undefined;
  eachElement(bytes, (from, to, line, lineStart) => {
    if (reader.take(bytes, from, to)) return;
    wrong++;
    if (wrong > SHOWN + 1) return;
    const text = readable(bytes.toString("utf8", from, to));
    const column = from - lineStart + 1;
    const span = { file, line, column, endLine: line, endColumn: column + text.length };
    if (wrong > SHOWN) {
      next = span;
      return;
    }
    const { code, args } = reader.faultOf(text);
    // The row of a code names just the arguments that come with it.
    session.report(code, args as never, span);
  });
  if (next !== undefined)
    session.report("XG224", { count: plural(wrong - SHOWN, "more line"), file, shown: SHOWN }, next);
  return wrong;
}
