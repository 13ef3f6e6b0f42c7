import { fileURLToPath } from "node:url";
import type { Span } from "../diagnostics/span.js";
import { parseStackFrame } from "../util/stack-frame.js";

/** Enough frames to get out of the DSL, which is nearly always so; a stack is dear, and there may be a hundred thousand. */
const NEAR = 3;

/** Enough frames to get through a user's helpers that sit in node_modules. */
const DEEP = 12;

/** The folder of the DSL; frames in it are not the user's. */
const OWN = fileURLToPath(new URL(".", import.meta.url));

/** Frames by their text: one call in a loop has the same text each time. Undefined for those that are not the user's. */
const places = new Map<string, Span | undefined>();

/**
 * Where the user's code called the DSL: the innermost stack frame outside of it. The file is absolute, as in the stack;
 * whoever ran the file knows how to map it back to its source. Undefined when the stack shows no file.
 */
export function callSite(): Span | undefined {
  return siteWithin(NEAR) ?? siteWithin(DEEP);
}

function siteWithin(depth: number): Span | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callSite);
  const { stack = "" } = holder;
  Error.stackTraceLimit = limit;
  for (const line of stack.split("\n").slice(1)) {
    const place = placeOf(line);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeOf(line: string): Span | undefined {
  if (places.has(line)) return places.get(line);
  const frame = parseStackFrame(line);
  const isUsers = frame !== undefined && !frame.file.startsWith(OWN) && !frame.file.startsWith("node:");
  const place = isUsers ? { file: frame.file, line: frame.line, column: frame.column } : undefined;
  places.set(line, place);
  return place;
}
