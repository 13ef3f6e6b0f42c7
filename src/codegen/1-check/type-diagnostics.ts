import { diagnostic, type Diagnostic, type Span } from "../../diagnostics/index.js";
import { ts } from "../ts-morph.js";

/** Where the DSL's types put the sentence that they mean: into the type that an argument or `this` is not assignable to. */
const SENTENCE = /is not assignable to (?:parameter of type|method's 'this' of type|type) '(?:Not<.*?|Range<.*?)?"((?:[^"\\]|\\.)* (?:[^"\\]|\\.)*)"/s;

/** Calls whose missing argument the compiler explains in a note of its own. */
const MISSING = /missing: "((?:[^"\\]|\\.)*)"/;

/** The span of `length` characters from `start`. */
export function spanAt(source: ts.SourceFile, start: number, length: number, file: string): Span {
  const from = source.getLineAndCharacterOfPosition(start);
  const to = source.getLineAndCharacterOfPosition(start + length);
  return { file, line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}

/** The compiler's complaint as a diagnostic; the DSL's own sentences stand alone, without the type jargon around them. */
export function typeDiagnostic(complaint: ts.Diagnostic, fileName: (path: string) => string, isSyntax: boolean): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(complaint.messageText, "\n");
  const source = complaint.file;
  const span =
    source === undefined || complaint.start === undefined
      ? undefined
      : spanAt(source, complaint.start, complaint.length ?? 1, fileName(source.fileName));
  if (isSyntax) return diagnostic("XG103", { message: text }, { span });
  return diagnostic("XG102", { message: sentence(text) ?? `${text} (TS${complaint.code})` }, { span });
}

function sentence(text: string): string | undefined {
  const literal = (SENTENCE.exec(text) ?? MISSING.exec(text))?.[1];
  return literal?.replace(/\\(.)/g, "$1");
}
