import { fileURLToPath } from "node:url";
import type { Span } from "../diagnostics/span.js";
import { parseStackFrame } from "../util/stack-frame.js";

/** Enough frames to get out of the DSL and through a user's helpers that sit in node_modules. */
const DEPTH = 12;

/** The folder of the DSL; frames in it are not the user's. */
const OWN = fileURLToPath(new URL(".", import.meta.url));

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
    const frame = parseStackFrame(line);
    if (frame === undefined || frame.file.startsWith(OWN) || frame.file.startsWith("node:")) continue;
    return { file: frame.file, line: frame.line, column: frame.column };
  }
  return undefined;
}
