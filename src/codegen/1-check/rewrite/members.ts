import { ts, type Ts } from "../../ts-morph.js";
import { bare, thunk, type Rewriter } from "./rewriter.js";

/** What may be taken of an object, or called: in a chain such as `a?.b(c)` one after the other. */
type Link = Ts.PropertyAccessExpression | Ts.ElementAccessExpression | Ts.CallExpression;

const isLink = (node: Ts.Node): node is Link =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);

const isSuper = (node: Ts.Expression) => node.kind === ts.SyntaxKind.SuperKeyword;

/** Calls that mean something to whoever compiles the module, or that are no functions. */
function isSpecial(node: Ts.CallExpression): boolean {
  const { expression } = node;
  if (isSuper(expression) || expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(expression) && expression.text === "require";
}

const isEval = ({ expression }: Ts.CallExpression) =>
  ts.isIdentifier(expression) && expression.text === "eval";

/** What `eval` is given has not been rewritten, and sees the packet. */
function refusedEval(
  { factory, visitParts, operator, sites }: Rewriter,
  node: Ts.CallExpression,
): Ts.Expression {
  const never = operator(node, "never", factory.createStringLiteral("eval"), sites.of(node));
  return factory.createParenthesizedExpression(factory.createComma(never, visitParts(node)));
}

/** A member or a call, optional or not; `value` is the expression that it is taken of. */
function apply(rewriter: Rewriter, node: Link, value: Ts.Expression): Ts.Expression {
  const { factory, visitExpression, operator, sites } = rewriter;
  if (ts.isCallExpression(node))
    return operator(node, "call", value, argumentsOf(rewriter, node), sites.of(node));
  if (ts.isElementAccessExpression(node))
    return operator(node, "at", value, visitExpression(node.argumentExpression), sites.of(node));
  if (ts.isPrivateIdentifier(node.name)) return factory.createPropertyAccessExpression(value, node.name);
  return operator(node.name, "get", value, factory.createStringLiteral(node.name.text), sites.of(node));
}

const argumentsOf = ({ factory, visitExpression }: Rewriter, node: Ts.CallExpression | Ts.NewExpression) =>
  factory.createArrayLiteralExpression((node.arguments ?? []).map((argument) => visitExpression(argument)));

/** The member that a call calls, when it calls one. */
function calledMember(
  node: Ts.CallExpression,
): Ts.PropertyAccessExpression | Ts.ElementAccessExpression | undefined {
  const callee = bare(node.expression);
  const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
  return isMember && !isSuper(callee.expression) ? callee : undefined;
}

/** `value.name(…)` */
function callMember(
  rewriter: Rewriter,
  node: Ts.CallExpression,
  member: Ts.PropertyAccessExpression | Ts.ElementAccessExpression,
  value: Ts.Expression,
): Ts.Expression {
  const { factory, visitExpression, operator, sites } = rewriter;
  if (ts.isElementAccessExpression(member))
    return operator(
      node,
      "method",
      value,
      visitExpression(member.argumentExpression),
      argumentsOf(rewriter, node),
      sites.of(node),
    );
  const { name } = member;
  if (ts.isPrivateIdentifier(name)) {
    const body = factory.createPropertyAccessExpression(value, name);
    return factory.createCallExpression(
      body,
      undefined,
      node.arguments.map((a) => visitExpression(a)),
    );
  }
  return operator(
    name,
    "method",
    value,
    factory.createStringLiteral(name.text),
    argumentsOf(rewriter, node),
    sites.of(node),
  );
}

/** `a.b`, `a[b]`, `a(b)`, `a.b(c)` and chains of them with `?.`; undefined when the node stays as it is. */
export function rewriteLink(rewriter: Rewriter, node: Link): Ts.Expression | undefined {
  if (!ts.isCallExpression(node) && isSuper(node.expression)) return undefined;
  if (ts.isCallExpression(node) && isEval(node)) return refusedEval(rewriter, node);
  if (ts.isCallExpression(node) && isSpecial(node)) return undefined;
  // `super.method(…)`
  if (ts.isCallExpression(node) && isLink(node.expression) && isSuper(node.expression.expression))
    return undefined;
  return chain(rewriter, node, (value) => value);
}

type Then = (value: Ts.Expression) => Ts.Expression;

/** `then` is what becomes of the node's value: behind `?.` it is not reached when there is nothing before it. */
function chain(rewriter: Rewriter, node: Link, then: Then): Ts.Expression {
  const member =
    ts.isCallExpression(node) && node.questionDotToken === undefined ? calledMember(node) : undefined;
  if (member !== undefined) {
    const call = (value: Ts.Expression) =>
      then(callMember(rewriter, node as Ts.CallExpression, member, value));
    return from(rewriter, member, call);
  }
  return from(rewriter, node, (value) => then(apply(rewriter, node, value)));
}

/** The value that a link is taken of, and what becomes of it. */
function from(rewriter: Rewriter, node: Link, then: Then): Ts.Expression {
  const { factory, visitExpression, operator, sites } = rewriter;
  const { expression } = node;
  const onward = (rest: Then): Ts.Expression =>
    isLink(expression) && ts.isOptionalChain(expression)
      ? chain(rewriter, expression, rest)
      : rest(visitExpression(expression));
  if (node.questionDotToken === undefined) return onward(then);
  return onward((value) => {
    const name = factory.createUniqueName("value");
    const rest = thunk(factory, then(name), name);
    return operator(expression, "optional", value, rest, sites.of(expression));
  });
}

/** `new A(b)` */
export function rewriteNew(rewriter: Rewriter, node: Ts.NewExpression): Ts.Expression {
  const { visitExpression, operator, sites } = rewriter;
  return operator(
    node,
    "construct",
    visitExpression(node.expression),
    argumentsOf(rewriter, node),
    sites.of(node),
  );
}
