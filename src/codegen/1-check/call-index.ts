import type { Place } from "../../diagnostics/index.js";
import { ts, type Ts } from "../ts-morph.js";
import type { CallPlace } from "../checked-source.js";
import { spanAt } from "./type-diagnostics.js";

/** The name that stack traces give as the place of a call: `f` in `f(…)`, `m` in `a.m(…)`. */
function calledName(call: Ts.CallExpression): Ts.Node {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
}

/** What an argument is made of, as far as its text shows it. */
function partsOf(node: Ts.Node): readonly Ts.Node[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isCallExpression(node)) return node.arguments;
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((p) => valueOf(p) ?? []);
  return [];
}

/** The value of a property that is written out, `{ type: "ipv4" }` or `{ type }`. */
const valueOf = (property: Ts.ObjectLiteralElementLike): Ts.Expression | undefined =>
  ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;

/** The name of the property that a value belongs to. */
function propertyOf(node: Ts.Node): { readonly name?: string } {
  const { parent } = node;
  const isNamed = ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent);
  return isNamed && ts.isIdentifier(parent.name) ? { name: parent.name.text } : {};
}

/** Records every call in `source` under both ends of the called name: source maps lead to the one or the other. */
export function indexCalls(source: Ts.SourceFile, file: string, calls: Map<string, CallPlace>): void {
  const span = (node: Ts.Node) => {
    const start = node.getStart(source);
    return spanAt(source, start, node.end - start, file);
  };
  const place = (node: Ts.Node): Place => ({
    span: span(node),
    parts: partsOf(node).map(place),
    ...propertyOf(node),
  });
  const visit = (node: Ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = span(calledName(node));
      const call: CallPlace = { name, arguments: node.arguments.map(place) };
      calls.set(`${file}:${name.line}:${name.column}`, call);
      calls.set(`${file}:${name.endLine}:${name.endColumn}`, call);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
