import { createSession, fail } from "../../diagnostics/index.js";
import { eachElement } from "../../lists/list-text.js";
import { readable } from "../../lists/readable-text.js";
import { createLiveRecords } from "../../packet/index.js";
import type { FollowedSet, OpenSet } from "../../runtime/index.js";
import { readerFor } from "../../runtime/set-elements.js";
import type { Output } from "../output.js";
import type { Operation, Outcome, SetOptions } from "./operations.js";

const NEWLINE = 0x0a;

/** The longest line; who sends more without an end sends no elements. */
const LONGEST_LINE = 64 * 1024;

/** So many wrong lines are shown; of all there is a count in the end. */
const SHOWN = 20;

type Total = Record<string, number>;

/**
 * Does what an operation does to the elements on stdin, each as soon as its line has come: those that come together, together. A line
 * that is wrong is said and passed over. Returns what all of it came to, and how many lines were wrong.
 */
export async function takeLines(
  followed: FollowedSet,
  operation: Operation,
  options: SetOptions,
  output: Output,
): Promise<{ readonly total: Total; readonly wrong: number }> {
  const total: Total = {};
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  let wrong = 0;
  const take = (bytes: Buffer): void => {
    const { outcome, session } = followed.apply((set) => takeElements(set, operation, options, bytes, lines));
    for (const byte of bytes) if (byte === NEWLINE) lines++;
    output.report(session.diagnostics.slice(0, Math.max(0, SHOWN - wrong)));
    wrong += session.diagnostics.length;
    for (const [key, count] of Object.entries(outcome)) total[key] = (total[key] ?? 0) + Number(count);
    if (output.json) output.result({ event: "taken", ...outcome }, () => "");
  };
  for await (const chunk of process.stdin) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    const end = rest.lastIndexOf(NEWLINE) + 1;
    if (end > 0) take(rest.subarray(0, end));
    rest = rest.subarray(end);
    if (rest.length > LONGEST_LINE)
      fail("XG673", { file: "stdin", reason: `a line has more than ${LONGEST_LINE / 1024} KiB` });
  }
  if (rest.length > 0) take(rest);
  return { total, wrong };
}

/** What lines came to, and what is wrong with some of them; `before` is how many came earlier. */
function takeElements(
  set: OpenSet,
  operation: Operation,
  options: SetOptions,
  bytes: Buffer,
  before: number,
): { readonly outcome: Outcome; readonly session: ReturnType<typeof createSession> } {
  const session = createSession();
  const records = createLiveRecords();
  const reader = readerFor(set.set, records);
  eachElement(bytes, (from, to, line, lineStart) => {
    if (reader.take(bytes, from, to)) return;
    const { code, args } = reader.faultOf(readable(bytes.toString("utf8", from, to)));
    // The row of a code names just the arguments that come with it.
    session.report(code, args as never, { file: "stdin", line: before + line, column: from - lineStart + 1 });
  });
  return { outcome: operation.run(set, records, options), session };
}
