import { ts, type Ts } from "../../ts-morph.js";
import { COMPOUND, LOGICAL_COMPOUND } from "./operators.js";
import { bare, side, suspends, thunk, type Rewriter } from "./rewriter.js";
import { ownerOf } from "./scopes.js";

/** When the function of a variable was called; undefined when no check is needed: it is this function's, and runs straight on. */
function ageOf({ factory, frames }: Rewriter, target: Ts.Identifier): Ts.Expression | undefined {
  const owner = ownerOf(target);
  const frame = frames.findLast(({ node }) => node === owner);
  const current = frames.at(-1);
  if (frame === undefined || owner === undefined) return factory.createVoidZero();
  if (frame === current && current.sides === 0) return undefined;
  frame.needsAge = true;
  return frame.age;
}

/** A value on its way into a variable. */
function checked(
  rewriter: Rewriter,
  target: Ts.Identifier,
  value: Ts.Expression,
  node: Ts.Node,
): Ts.Expression {
  const age = ageOf(rewriter, target);
  return age === undefined ? value : rewriter.operator(node, "assign", value, age, rewriter.sites.of(target));
}

type Target = Ts.PropertyAccessExpression | Ts.ElementAccessExpression;

const isMember = (node: Ts.Node): node is Target =>
  (ts.isPropertyAccessExpression(node) &&
    !ts.isPrivateIdentifier(node.name) &&
    node.expression.kind !== ts.SyntaxKind.SuperKeyword) ||
  (ts.isElementAccessExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword);

const isPrivate = (node: Ts.Node): node is Ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && ts.isPrivateIdentifier(node.name);

const keyOf = ({ factory, visitExpression }: Rewriter, target: Target): Ts.Expression =>
  ts.isPropertyAccessExpression(target)
    ? factory.createStringLiteral(target.name.text)
    : visitExpression(target.argumentExpression);

/** `object.name = change(object.name)` */
function put(
  rewriter: Rewriter,
  node: Ts.Node,
  target: Target,
  change: (old: Ts.Identifier) => Ts.Expression,
  readsOld: boolean,
): Ts.Expression {
  const { factory, visitExpression, operator, sites } = rewriter;
  const old = factory.createUniqueName("old");
  return operator(
    node,
    "put",
    visitExpression(target.expression),
    keyOf(rewriter, target),
    thunk(factory, change(old), old),
    readsOld ? factory.createTrue() : factory.createFalse(),
    sites.of(target),
  );
}

/** `object.#name = change(object.#name)`; the object has no part that does anything, as `this` has none. */
function putPrivate(
  { factory, visitExpression, operator, sites }: Rewriter,
  target: Ts.PropertyAccessExpression,
  change: (old: Ts.Expression) => Ts.Expression,
): Ts.Expression {
  const { expression, name } = target;
  const object = operator(target, "mutable", visitExpression(expression), sites.of(target));
  const read = factory.createPropertyAccessExpression(expression, name);
  return factory.createAssignment(factory.createPropertyAccessExpression(object, name), change(read));
}

/** `target = value`, `target += value`, `target ||= value`; undefined when the node is no assignment. */
export function rewriteAssignment(rewriter: Rewriter, node: Ts.BinaryExpression): Ts.Expression | undefined {
  const { factory, visitExpression, visitParts, operator, sites } = rewriter;
  const kind = node.operatorToken.kind;
  const isPlain = kind === ts.SyntaxKind.EqualsToken;
  const arithmetic = COMPOUND.get(kind);
  const logical = LOGICAL_COMPOUND.get(kind);
  if (!isPlain && arithmetic === undefined && logical === undefined) return undefined;
  const left = bare(node.left);
  const valueFor = (old: Ts.Expression): Ts.Expression => {
    if (arithmetic !== undefined)
      return operator(
        node,
        "binary",
        factory.createStringLiteral(arithmetic),
        old,
        visitExpression(node.right),
        sites.of(node),
      );
    if (logical !== undefined)
      return operator(node, logical, old, side(rewriter, node.right), sites.of(node));
    return visitExpression(node.right);
  };
  if (suspends(node.right) && (logical !== undefined || !ts.isIdentifier(left))) return visitParts(node);
  if (ts.isIdentifier(left))
    return factory.createAssignment(left, checked(rewriter, left, valueFor(left), node));
  if (isMember(left)) return put(rewriter, node, left, valueFor, !isPlain);
  if (isPrivate(left)) return putPrivate(rewriter, left, valueFor);
  return rewritePattern(rewriter, node);
}

/** `[a, b] = [b, a]` */
function rewritePattern(rewriter: Rewriter, node: Ts.BinaryExpression): Ts.Expression {
  const { factory, visitExpression, operator, sites } = rewriter;
  let value = visitExpression(node.right);
  const visit = (target: Ts.Node): void => {
    if (ts.isIdentifier(target)) value = checked(rewriter, target, value, node);
    else if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target)) visit(target.expression);
    else if (ts.isArrayLiteralExpression(target)) target.elements.forEach(visit);
    else if (ts.isObjectLiteralExpression(target)) target.properties.forEach(visit);
    else if (ts.isShorthandPropertyAssignment(target) && target.objectAssignmentInitializer === undefined)
      visit(target.name);
    else if (ts.isPropertyAssignment(target)) visit(target.initializer);
    else if (!ts.isOmittedExpression(target)) {
      const what = factory.createStringLiteral("a pattern of an assignment with more than variables in it");
      value = factory.createComma(operator(target, "never", what, sites.of(target)), value);
    }
  };
  visit(node.left);
  return factory.createAssignment(node.left, factory.createParenthesizedExpression(value));
}

/** `target++`, `--target` */
export function rewriteStep(
  rewriter: Rewriter,
  node: Ts.PrefixUnaryExpression | Ts.PostfixUnaryExpression,
): Ts.Expression {
  const { factory, visitParts, operator, sites } = rewriter;
  const target = bare(node.operand);
  const by =
    node.operator === ts.SyntaxKind.PlusPlusToken
      ? factory.createNumericLiteral(1)
      : factory.createPrefixMinus(factory.createNumericLiteral(1));
  const site = sites.of(node);
  const usesOld = ts.isPostfixUnaryExpression(node) && !isUnused(node);
  const step = (old: Ts.Expression) => operator(node, "step", old, by, site);
  if (ts.isIdentifier(target)) {
    if (!usesOld) return factory.createAssignment(target, checked(rewriter, target, step(target), node));
    const next = factory.createUniqueName("next");
    const store = factory.createAssignment(target, checked(rewriter, target, next, node));
    return operator(node, "post", target, by, thunk(factory, store, next), site);
  }
  const after = isMember(target)
    ? put(rewriter, node, target, step, true)
    : isPrivate(target) && putPrivate(rewriter, target, step);
  if (after === false) return visitParts(node);
  // The old value is the new one, a step back.
  return usesOld
    ? operator(
        node,
        "step",
        after,
        factory.createPrefixMinus(factory.createParenthesizedExpression(by)),
        site,
      )
    : after;
}

function isUnused(node: Ts.Expression): boolean {
  const { parent } = node;
  return ts.isExpressionStatement(parent) || (ts.isForStatement(parent) && parent.incrementor === node);
}

/** `delete object.name` */
export function rewriteDelete(rewriter: Rewriter, node: Ts.DeleteExpression): Ts.Expression {
  const { factory, visitExpression, visitParts, operator, sites } = rewriter;
  const target = bare(node.expression);
  if (!isMember(target) || ts.isOptionalChain(target)) return visitParts(node);
  const object = operator(target, "mutable", visitExpression(target.expression), sites.of(target));
  const member = factory.createElementAccessExpression(object, keyOf(rewriter, target));
  return factory.updateDeleteExpression(node, member);
}
