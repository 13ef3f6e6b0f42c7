import type { Span } from "../../diagnostics/index.js";
import { OPERATORS } from "./operators.js";
import "./membership.js";
import { staging, type Site } from "./state.js";

export { stagePredicate } from "./predicate.js";
export type { AskedFor, Surroundings } from "./state.js";

/** A place in a module as the rewritten module has it: line, column, line and column of its end, text. */
export type SiteRow = readonly [
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
  text: string,
];

type Operator = (...given: never[]) => unknown;

/** The operators of one module: the last argument of each is the number of a place. */
export type ModuleOperators = Readonly<Record<string, Operator>>;

/** Under this name rewritten modules find the operators, from whichever copy of this package was loaded first. */
export const STAGING = Symbol.for("xdpgen.staging");

/** Makes the operators of a module whose places are `rows`. */
function bind(file: string, rows: readonly SiteRow[]): ModuleOperators {
  const sites = rows.map(([line, column, endLine, endColumn, text]): Site => {
    const span: Span = { file, line, column, endLine, endColumn };
    return { span, text };
  });
  return Object.fromEntries(
    Object.entries(OPERATORS).map(([name, operator]) => {
      if (name === "age" || name === "made") return [name, operator];
      const bound = (...given: unknown[]) => {
        const last = given.length - 1;
        given[last] = sites[given[last] as number] ?? staging.site;
        return (operator as (...given: unknown[]) => unknown)(...given);
      };
      return [name, bound];
    }),
  );
}

Object.assign(globalThis, { [STAGING]: bind });
