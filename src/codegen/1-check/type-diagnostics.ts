import { diagnostic, type Diagnostic, type Span } from "../../diagnostics/index.js";
import { ts, type Ts } from "../ts-morph.js";

/** Where the DSL's types put the sentence that they mean: among the literals of the type that something is not assignable to. */
const TARGET = /is not assignable to (?:parameter of type|method's 'this' of type|type) '(.*)'/s;
const LITERAL = /"((?:[^"\\]|\\.)*)"/g;

/** The span of `length` characters from `start`. */
export function spanAt(source: Ts.SourceFile, start: number, length: number, file: string): Span {
  const from = source.getLineAndCharacterOfPosition(start);
  const to = source.getLineAndCharacterOfPosition(start + length);
  return {
    file,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** TS2684: "The 'this' context …": how the DSL's types refuse a match that excludes an earlier one. */
const WRONG_THIS = 2684;

/** Where a complaint points: for a refused method at its name, not at the whole chain before it. */
function spanOf(
  { file, start, length = 1, code }: Ts.Diagnostic,
  fileName: (path: string) => string,
): Span | undefined {
  if (file === undefined || start === undefined) return undefined;
  const method = code === WRONG_THIS ? /^\s*\.\s*(\w+)/.exec(file.text.slice(start + length)) : null;
  if (method === null) return spanAt(file, start, length, fileName(file.fileName));
  const name = method[1]!;
  return spanAt(file, start + length + method[0].length - name.length, name.length, fileName(file.fileName));
}

/** The compiler's complaint as a diagnostic; the DSL's own sentences stand alone, without the type jargon around them. */
export function typeDiagnostic(
  complaint: Ts.Diagnostic,
  fileName: (path: string) => string,
  isSyntax: boolean,
): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(complaint.messageText, "\n");
  const span = spanOf(complaint, fileName);
  if (isSyntax) return diagnostic("XG103", { message: text }, { span });
  return diagnostic("XG102", { message: sentence(text) ?? `${text} (TS${complaint.code})` }, { span });
}

/** The first literal of the target type that has a space in it: no good value of the DSL has one. */
function sentence(text: string): string | undefined {
  const target = TARGET.exec(text)?.[1] ?? "";
  const literals = [...target.matchAll(LITERAL)].map(([, literal = ""]) => literal);
  return literals.find((literal) => literal.includes(" "))?.replace(/\\(.)/g, "$1");
}
