import { fileURLToPath } from "node:url";

/** A line of a stack trace. `file` is a path, or the name that Node gives its own modules; line and column count from 1. */
export interface StackFrame {
  /** The function; empty at the top level of a module. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `at name (file:line:column)` and `at file:line:column`, as V8 writes stacks. */
const FRAME = /^\s*at (?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/;

/** Reads a line of a stack trace; undefined when it names no place in a file. */
export function parseStackFrame(text: string): StackFrame | undefined {
  const frame = FRAME.exec(text);
  if (frame === null) return undefined;
  const [, name = "", location = "", line, column] = frame;
  const file = location.startsWith("file:") ? fileURLToPath(location) : location;
  return { name, file, line: Number(line), column: Number(column) };
}
