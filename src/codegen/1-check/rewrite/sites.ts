import { ts, type Ts } from "../../ts-morph.js";

/** A place in a module: line, column, line and column of its end, text of one line; see the staging's `SiteRow`. */
type Row = readonly [number, number, number, number, string];

/** The longest text of an expression. */
const LONGEST = 80;

/** The places of one module, by number. */
export interface Sites {
  readonly rows: readonly Row[];
  /** The number of a node's place, as a literal. */
  of(node: Ts.Node): Ts.NumericLiteral;
}

/** Collects the places of `file`. */
export function createSites(file: Ts.SourceFile): Sites {
  const rows: Row[] = [];
  const numbers = new Map<Ts.Node, number>();
  const add = (node: Ts.Node): number => {
    const start = file.getLineAndCharacterOfPosition(node.getStart(file));
    const end = file.getLineAndCharacterOfPosition(node.end);
    rows.push([start.line + 1, start.character + 1, end.line + 1, end.character + 1, textOf(node)]);
    return rows.length - 1;
  };
  const textOf = (node: Ts.Node): string => {
    const text = node.getText(file).replace(/\s+/g, " ");
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  };
  return {
    rows,
    of(node) {
      const number = numbers.get(node) ?? add(node);
      numbers.set(node, number);
      return ts.factory.createNumericLiteral(number);
    },
  };
}
