/** Predicates whose text is made when tests run: as Node runs them, and as they are compiled. */
import { transpile } from "../../../src/codegen/1-check/transpile.js";
import { stagePredicate } from "../../../src/codegen/staging/index.js";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import type { Predicate as Written } from "../../../src/dsl/index.js";
import type { Predicate } from "../../../src/ir/index.js";
import { HELPERS } from "./random-source.js";

const span = { file: "rules.ts", line: 1, column: 1 };

/** A module; `before` stands in it in front of the function. */
const sourceOf = (body: string, before: string) =>
  `${HELPERS}\n${before}\nexport const predicate = (p) => { ${body} };`;

function load(code: string): Written {
  const exports: { predicate?: Written } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a module, run as it stands
  new Function("exports", code)(exports);
  return exports.predicate!;
}

/** A function with this body as it was written: no operator is rewritten. */
export const plainFunction = (body: string, before = ""): Written =>
  load(transpile(sourceOf(body, before), "rules.ts").code);

/** What a function with this body is compiled to, or why it is refused; nothing has looked at its types. */
export function stage(body: string, before = ""): Predicate | DiagnosticError {
  const { code } = transpile(sourceOf(body, before), "rules.ts", { rewritten: { file: "rules.ts" } });
  try {
    return stagePredicate(load(code), span, { askedFor: () => undefined });
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
}

/** What a function with this body is compiled to; undefined when it is refused. */
export function stagedFunction(body: string, before = ""): Predicate | undefined {
  const staged = stage(body, before);
  return staged instanceof DiagnosticError ? undefined : staged;
}

/** The codes for which a function with this body is refused; none when it is not. */
export function refusalOf(body: string, before = ""): readonly string[] {
  const staged = stage(body, before);
  return staged instanceof DiagnosticError ? staged.diagnostics.map(({ code }) => code) : [];
}
