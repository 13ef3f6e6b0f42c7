import { diagnostic, type Diagnostic, type Span } from "../../diagnostics/index.js";
import { parseStackFrame } from "../../util/stack-frame.js";
import type { CheckedSource } from "../checked-source.js";
import type { SourceMaps } from "./source-maps.js";

/** What a user's module threw, at the place where it threw, with the frames of the user's own code. */
export function thrownDiagnostic(thrown: unknown, source: CheckedSource, maps: SourceMaps): Diagnostic {
  const fileOf = new Map(source.sources.map((s) => [s.path, s.file]));
  const places: { name: string; span: Span }[] = [];
  for (const line of stackOf(thrown).split("\n")) {
    const frame = parseStackFrame(line);
    if (frame === undefined) continue;
    const { name } = frame;
    const span = maps.original(frame, (p) => fileOf.get(p) ?? p);
    if (span !== undefined) places.push({ name: name === "" ? "module" : name, span });
  }
  const notes = places
    .slice(1)
    .map(({ name, span }) => `called from ${name} at ${span.file}:${span.line}:${span.column}`);
  const span = places[0]?.span ?? { file: source.entry.file, line: 1, column: 1 };
  return diagnostic("XG106", { error: describe(thrown) }, { span, notes });
}

const stackOf = (thrown: unknown) => (thrown instanceof Error ? (thrown.stack ?? "") : "");

function describe(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return typeof thrown === "string" ? JSON.stringify(thrown) : String(thrown);
}
