import { ts, type Ts } from "../../ts-morph.js";
import { rewriteAssignment, rewriteDelete, rewriteStep } from "./assignments.js";
import { rewriteLink, rewriteNew } from "./members.js";
import { BINARY, LOGICAL, UNARY } from "./operators.js";
import { side, suspends, thunk, type Rewriter } from "./rewriter.js";

/** An expression rewritten; undefined when only its parts are. */
export function rewriteExpression(r: Rewriter, node: Ts.Node): Ts.Node | undefined {
  if (ts.isBinaryExpression(node)) return rewriteBinary(r, node);
  if (ts.isPrefixUnaryExpression(node)) return rewritePrefix(r, node);
  if (ts.isPostfixUnaryExpression(node)) return rewriteStep(r, node);
  if (ts.isConditionalExpression(node)) return rewriteChoice(r, node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node))
    return rewriteLink(r, node);
  if (ts.isNewExpression(node)) return rewriteNew(r, node);
  if (ts.isDeleteExpression(node)) return rewriteDelete(r, node);
  if (ts.isTypeOfExpression(node)) return rewriteTypeOf(r, node);
  if (ts.isAwaitExpression(node)) return rewriteAwait(r, node);
  if (ts.isTemplateSpan(node)) {
    const text = r.operator(
      node.expression,
      "known",
      r.visitExpression(node.expression),
      r.sites.of(node.expression),
    );
    return r.factory.updateTemplateSpan(node, text, node.literal);
  }
  if (ts.isTaggedTemplateExpression(node))
    return r.factory.updateTaggedTemplateExpression(node, node.tag, undefined, r.visit(node.template));
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node))
    return r.operator(node, "made", r.visitParts(node));
  return undefined;
}

function rewriteBinary(r: Rewriter, node: Ts.BinaryExpression): Ts.Node | undefined {
  const { factory, visitExpression, operator, sites } = r;
  const { left, operatorToken, right } = node;
  const binary = BINARY.get(operatorToken.kind);
  if (binary !== undefined)
    return operator(
      node,
      "binary",
      factory.createStringLiteral(binary),
      visitExpression(left),
      visitExpression(right),
      sites.of(node),
    );
  const logical = LOGICAL.get(operatorToken.kind);
  if (logical !== undefined) {
    if (!suspends(right))
      return operator(node, logical, visitExpression(left), side(r, right), sites.of(node));
    return factory.updateBinaryExpression(node, known(r, left), operatorToken, visitExpression(right));
  }
  if (
    operatorToken.kind === ts.SyntaxKind.InKeyword ||
    operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
  ) {
    const object = ts.isPrivateIdentifier(left) ? left : known(r, left);
    return factory.updateBinaryExpression(node, object, operatorToken, known(r, right));
  }
  return rewriteAssignment(r, node);
}

const known = ({ operator, visitExpression, sites }: Rewriter, node: Ts.Expression) =>
  operator(node, "known", visitExpression(node), sites.of(node));

function rewritePrefix(r: Rewriter, node: Ts.PrefixUnaryExpression): Ts.Node | undefined {
  const { factory, visitExpression, operator, sites } = r;
  if (node.operator === ts.SyntaxKind.ExclamationToken)
    return operator(node, "not", visitExpression(node.operand), sites.of(node));
  const unary = UNARY.get(node.operator);
  if (unary === undefined) return rewriteStep(r, node);
  if (ts.isNumericLiteral(node.operand)) return node;
  return operator(
    node,
    "unary",
    factory.createStringLiteral(unary),
    visitExpression(node.operand),
    sites.of(node),
  );
}

function rewriteChoice(r: Rewriter, node: Ts.ConditionalExpression): Ts.Node {
  const { factory, visitExpression, operator, sites } = r;
  const { condition, whenTrue, whenFalse } = node;
  if (!suspends(whenTrue) && !suspends(whenFalse))
    return operator(
      node,
      "choose",
      visitExpression(condition),
      side(r, whenTrue),
      side(r, whenFalse),
      sites.of(node),
    );
  return factory.updateConditionalExpression(
    node,
    known(r, condition),
    node.questionToken,
    visitExpression(whenTrue),
    node.colonToken,
    visitExpression(whenFalse),
  );
}

/** `typeof x` stays, since `x` may not be there at all. */
function rewriteTypeOf(r: Rewriter, node: Ts.TypeOfExpression): Ts.Node {
  const { factory, visitExpression, operator, sites } = r;
  if (suspends(node)) return r.visitParts(node);
  const value = visitExpression(node.expression);
  return operator(
    node,
    "typeOf",
    factory.createTypeOfExpression(value),
    thunk(factory, value),
    sites.of(node),
  );
}

function rewriteAwait(r: Rewriter, node: Ts.AwaitExpression): Ts.Node {
  const { factory, visitExpression, operator, sites } = r;
  const never = operator(node, "never", factory.createStringLiteral("await"), sites.of(node));
  const value = factory.createComma(never, visitExpression(node.expression));
  return factory.updateAwaitExpression(node, factory.createParenthesizedExpression(value));
}
