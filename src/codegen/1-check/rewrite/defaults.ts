import { ts, type Ts } from "../../ts-morph.js";
import { side, suspends, type Rewriter } from "./rewriter.js";

/**
 * `{ tcp = other }` becomes `{ tcp: value, [Symbol()]: tcp = otherwise(value, () => other) }`: a header that a packet lacks is no
 * `undefined` here, and JavaScript would never look at the default. No object has the new symbol, so that the second member is always the default.
 */
export function rewriteObjectPattern(r: Rewriter, node: Ts.ObjectBindingPattern): Ts.Node {
  return r.factory.updateObjectBindingPattern(
    node,
    node.elements.flatMap((element) => rewriteElement(r, element)),
  );
}

function rewriteElement(r: Rewriter, element: Ts.BindingElement): readonly Ts.BindingElement[] {
  const { factory } = r;
  const { initializer, propertyName, name } = element;
  if (initializer === undefined || suspends(initializer)) return [r.visit(element)];
  const value = factory.createUniqueName("value");
  const key = propertyName === undefined ? (name as Ts.Identifier) : r.visit(propertyName);
  const nothing = factory.createCallExpression(factory.createIdentifier("Symbol"), undefined, []);
  return [
    factory.createBindingElement(undefined, key, value),
    factory.createBindingElement(
      undefined,
      factory.createComputedPropertyName(nothing),
      r.visit(name),
      otherwise(r, initializer, value),
    ),
  ];
}

/** `name = otherwise(name, () => other)` for each parameter that has a default. */
export const defaultsOf = (r: Rewriter, node: Ts.FunctionLikeDeclaration): readonly Ts.Statement[] =>
  node.parameters.flatMap(({ name, initializer }) => {
    if (initializer === undefined || !ts.isIdentifier(name) || suspends(initializer)) return [];
    const assignment = r.factory.createAssignment(name, otherwise(r, initializer, name));
    return [r.factory.createExpressionStatement(assignment)];
  });

const otherwise = (r: Rewriter, initializer: Ts.Expression, value: Ts.Identifier): Ts.Expression =>
  r.operator(initializer, "otherwise", value, side(r, initializer), r.sites.of(initializer));
