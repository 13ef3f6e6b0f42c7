import { ts, type Ts } from "../../ts-morph.js";
import type { Sites } from "./sites.js";

/** A function that is being rewritten. */
export interface Frame {
  readonly node: Ts.Node;
  /** The variable in it that holds when it was called. */
  readonly age: Ts.Identifier;
  needsAge: boolean;
  /** How many sides of `&&`, `||`, `??` and `?:` stand around: what is in them runs apart from the rest. */
  sides: number;
}

/** What the parts of the rewriting share, for one module. */
export interface Rewriter {
  readonly factory: Ts.NodeFactory;
  readonly sites: Sites;
  /** The functions around, innermost last. */
  readonly frames: Frame[];
  /** A node with all in it rewritten. */
  readonly visit: <N extends Ts.Node>(node: N) => N;
  readonly visitExpression: (node: Ts.Expression) => Ts.Expression;
  /** A node whose parts are rewritten, and it itself is not. */
  readonly visitParts: <N extends Ts.Node>(node: N) => N;
  /** A call of an operator of the staging that stands for `original`. */
  readonly operator: (original: Ts.Node, name: string, ...given: readonly Ts.Expression[]) => Ts.Expression;
}

/** `() => expression`, which is run apart from the function around it. */
export function side(
  { factory, frames, visitExpression }: Rewriter,
  expression: Ts.Expression,
): Ts.Expression {
  const frame = frames.at(-1);
  if (frame !== undefined) frame.sides++;
  const body = visitExpression(expression);
  if (frame !== undefined) frame.sides--;
  return thunk(factory, body);
}

/** `() => body`, `(name) => body` */
export function thunk(factory: Ts.NodeFactory, body: Ts.Expression, name?: Ts.Identifier): Ts.ArrowFunction {
  const parameters =
    name === undefined ? [] : [factory.createParameterDeclaration(undefined, undefined, name)];
  return factory.createArrowFunction(
    undefined,
    undefined,
    parameters,
    undefined,
    undefined,
    factory.createParenthesizedExpression(body),
  );
}

/** Whether `await` or `yield` of this very function stands in a node: it cannot be moved into another. */
export function suspends(node: Ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  return ts.forEachChild(node, (child) => suspends(child) || undefined) ?? false;
}

/** An expression without parentheses and types around it. */
export function bare(node: Ts.Expression): Ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
    ? bare(node.expression)
    : node;
}
