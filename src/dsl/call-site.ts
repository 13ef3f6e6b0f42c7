import { fileURLToPath } from "node:url";
import type { Span } from "../diagnostics/span.js";

/** `at name (file:line:column)` and `at file:line:column`, as V8 writes stacks. */
const FRAME = /^\s*at (?:.*? \()?(.+?):(\d+):(\d+)\)?$/;

/** Enough frames to get out of the DSL and through a user's helpers that sit in node_modules. */
const DEPTH = 12;

/** The folder of the DSL; frames in it are not the user's. */
const OWN = import.meta.url.slice(0, import.meta.url.lastIndexOf("/") + 1);
const OWN_PATH = fileURLToPath(OWN);

/**
 * Where the user's code called the DSL: the innermost stack frame outside of it. The file is absolute, as in the stack;
 * whoever ran the file knows how to map it back to its source. Undefined when the stack shows no file.
 */
export function callSite(): Span | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const stack = new Error("call site").stack ?? "";
  Error.stackTraceLimit = limit;
  for (const line of stack.split("\n").slice(1)) {
    const frame = FRAME.exec(line);
    if (frame === null) continue;
    const [, location = "", lineNumber, column] = frame;
    if (location.startsWith(OWN) || location.startsWith(OWN_PATH) || location.startsWith("node:")) continue;
    const file = location.startsWith("file:") ? fileURLToPath(location) : location;
    return { file, line: Number(lineNumber), column: Number(column) };
  }
  return undefined;
}
