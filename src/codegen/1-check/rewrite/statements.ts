import { ts, type Ts } from "../../ts-morph.js";
import type { Rewriter } from "./rewriter.js";

type Rewrite<N extends Ts.Node> = (rewriter: Rewriter, node: N) => Ts.Node;

const condition = (
  { operator, visitExpression, sites }: Rewriter,
  node: Ts.Expression,
  name: "test" | "loop",
) => operator(node, name, visitExpression(node), sites.of(node));

const never = ({ factory, operator, sites }: Rewriter, node: Ts.Node, what: string) =>
  operator(node, "never", factory.createStringLiteral(what), sites.of(node));

const ifStatement: Rewrite<Ts.IfStatement> = (r, node) =>
  r.factory.updateIfStatement(
    node,
    condition(r, node.expression, "test"),
    r.visit(node.thenStatement),
    node.elseStatement && r.visit(node.elseStatement),
  );

const whileStatement: Rewrite<Ts.WhileStatement> = (r, node) =>
  r.factory.updateWhileStatement(node, condition(r, node.expression, "loop"), r.visit(node.statement));

const doStatement: Rewrite<Ts.DoStatement> = (r, node) =>
  r.factory.updateDoStatement(node, r.visit(node.statement), condition(r, node.expression, "loop"));

const forStatement: Rewrite<Ts.ForStatement> = (r, node) =>
  r.factory.updateForStatement(
    node,
    node.initializer && r.visit(node.initializer),
    node.condition && condition(r, node.condition, "loop"),
    node.incrementor && r.visitExpression(node.incrementor),
    r.visit(node.statement),
  );

const forOfStatement: Rewrite<Ts.ForOfStatement> = (r, node) => {
  const values = r.operator(
    node.expression,
    "iterate",
    r.visitExpression(node.expression),
    r.sites.of(node.expression),
  );
  const isDeclared = ts.isVariableDeclarationList(node.initializer);
  const guarded = isDeclared
    ? values
    : r.factory.createComma(
        never(r, node.initializer, "a loop over a variable that is declared elsewhere"),
        values,
      );
  const initializer = isDeclared ? r.visit(node.initializer) : node.initializer;
  return r.factory.updateForOfStatement(
    node,
    node.awaitModifier,
    initializer,
    isDeclared ? guarded : r.factory.createParenthesizedExpression(guarded),
    r.visit(node.statement),
  );
};

/** `switch (a) { case b: }` becomes `switch (true) { case test(a === b): }`. */
const switchStatement: Rewrite<Ts.SwitchStatement> = (r, node) => {
  const { factory, sites, operator } = r;
  const value = factory.createUniqueName("value");
  const clauses = node.caseBlock.clauses.map((clause) => {
    const statements = clause.statements.map((statement) => r.visit(statement));
    if (ts.isDefaultClause(clause)) return factory.updateDefaultClause(clause, statements);
    const { expression } = clause;
    const site = sites.of(expression);
    const equal = operator(
      expression,
      "binary",
      factory.createStringLiteral("==="),
      value,
      r.visitExpression(expression),
      site,
    );
    return factory.updateCaseClause(clause, operator(expression, "test", equal, site), statements);
  });
  const declaration = factory.createVariableDeclaration(
    value,
    undefined,
    undefined,
    r.visitExpression(node.expression),
  );
  return factory.createBlock(
    [
      factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
      ),
      factory.updateSwitchStatement(
        node,
        factory.createTrue(),
        factory.updateCaseBlock(node.caseBlock, clauses),
      ),
    ],
    true,
  );
};

const throwStatement: Rewrite<Ts.ThrowStatement> = (r, node) =>
  r.factory.updateThrowStatement(
    node,
    r.operator(node, "thrown", r.visitExpression(node.expression), r.sites.of(node)),
  );

const tryStatement: Rewrite<Ts.TryStatement> = (r, node) => {
  const visited = r.visitParts(node);
  const { factory } = r;
  const first = factory.createExpressionStatement(never(r, node, "try"));
  const block = factory.updateBlock(visited.tryBlock, [first, ...visited.tryBlock.statements]);
  return factory.updateTryStatement(visited, block, visited.catchClause, visited.finallyBlock);
};

const returnStatement: Rewrite<Ts.ReturnStatement> = (r, node) =>
  node.expression === undefined
    ? node
    : r.factory.updateReturnStatement(
        node,
        r.operator(node.expression, "out", r.visitExpression(node.expression), r.sites.of(node.expression)),
      );

const K = ts.SyntaxKind;

/** Statements that ask something, by their kind. */
const STATEMENTS = new Map<Ts.SyntaxKind, Rewrite<never>>([
  [K.IfStatement, ifStatement],
  [K.WhileStatement, whileStatement],
  [K.DoStatement, doStatement],
  [K.ForStatement, forStatement],
  [K.ForOfStatement, forOfStatement],
  [K.SwitchStatement, switchStatement],
  [K.ThrowStatement, throwStatement],
  [K.TryStatement, tryStatement],
  [K.ReturnStatement, returnStatement],
]);

/** A statement rewritten; undefined when only its parts are. */
export const rewriteStatement = (rewriter: Rewriter, node: Ts.Node): Ts.Node | undefined =>
  (STATEMENTS.get(node.kind) as Rewrite<Ts.Node> | undefined)?.(rewriter, node);
