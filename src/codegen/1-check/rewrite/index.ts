import { ts, type Ts } from "../../ts-morph.js";
import { defaultsOf, rewriteObjectPattern } from "./defaults.js";
import { rewriteExpression } from "./expressions.js";
import type { Frame, Rewriter } from "./rewriter.js";
import { createSites } from "./sites.js";
import { rewriteStatement } from "./statements.js";

/** What the rewritten module calls the operators; no name of a user's is like it. */
const OPERATORS = "$xdpgen";

/** The first statement of every function of the rules: see the staging's `DIRECTIVE`. */
const DIRECTIVE = "xdpgen rules";

/** How a module is rewritten. */
export interface RewriteOptions {
  /** The module's name in spans. */
  readonly file: string;
  /** A module that has to be there first, imported by this name. */
  readonly runtime?: string;
}

/**
 * A transformer that makes every operator, member, call and condition in the functions of a module a call of the staging's operators,
 * whatever the types are: of values of the build they do what JavaScript does. What runs when the module is loaded stays as it is.
 */
export const rewrite =
  (options: RewriteOptions): Ts.TransformerFactory<Ts.SourceFile> =>
  (context) =>
  (file) => {
    const rewriter = createRewriter(context, file);
    const body = rewriter.visitParts(file);
    const { factory } = context;
    return factory.updateSourceFile(body, [
      ...importOf(factory, options.runtime),
      declarationOf(factory, options.file, rewriter),
      ...body.statements,
    ]);
  };

function createRewriter(context: Ts.TransformationContext, file: Ts.SourceFile): Rewriter {
  const { factory } = context;
  const frames: Frame[] = [];
  const operators = factory.createIdentifier(OPERATORS);
  const visitor = (node: Ts.Node): Ts.Node => {
    if (isLeftAlone(node)) return node;
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) return rewriteFunction(node);
    if (frames.length === 0) return rewriter.visitParts(node);
    if (ts.isObjectBindingPattern(node)) return rewriteObjectPattern(rewriter, node);
    return rewriteStatement(rewriter, node) ?? rewriteExpression(rewriter, node) ?? rewriter.visitParts(node);
  };
  const rewriteFunction = (node: Ts.Node): Ts.Node => {
    const frame: Frame = { node, age: factory.createUniqueName("age"), needsAge: false, sides: 0 };
    frames.push(frame);
    const visited = rewriter.visitParts(node) as Ts.FunctionLikeDeclaration;
    const defaults = defaultsOf(rewriter, node as Ts.FunctionLikeDeclaration);
    frames.pop();
    return withPrologue(rewriter, visited, node as Ts.FunctionLikeDeclaration, frame, defaults);
  };
  const rewriter: Rewriter = {
    factory,
    sites: createSites(file),
    frames,
    visit: (node) => ts.visitNode(node, visitor) as typeof node,
    visitExpression: (node) => ts.visitNode(node, visitor) as Ts.Expression,
    visitParts: (node) => ts.visitEachChild(node, visitor, context),
    operator(original, name, ...given) {
      const member = factory.createIdentifier(name);
      ts.setSourceMapRange(member, original);
      const call = factory.createCallExpression(
        factory.createPropertyAccessExpression(operators, member),
        undefined,
        given,
      );
      return ts.setSourceMapRange(call, original);
    },
  };
  return rewriter;
}

/** Types, what has values before anything runs, and calls that vitest moves to the top of a module. */
function isLeftAlone(node: Ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  if (ts.isEnumDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return true;
  if (ts.isDecorator(node) || ts.isMetaProperty(node)) return true;
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ts.isIdentifier(node.expression.expression) &&
    node.expression.expression.text === "vi"
  );
}

/** A function that says whose it is, and knows when it was called when that matters. */
function withPrologue(
  r: Rewriter,
  node: Ts.FunctionLikeDeclaration,
  original: Ts.FunctionLikeDeclaration,
  frame: Frame,
  defaults: readonly Ts.Statement[],
): Ts.Node {
  const { factory, operator, sites } = r;
  const prologue: Ts.Statement[] = [
    factory.createExpressionStatement(factory.createStringLiteral(DIRECTIVE)),
  ];
  if (frame.needsAge) {
    const age = factory.createVariableDeclaration(frame.age, undefined, undefined, operator(original, "age"));
    prologue.push(
      factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList([age], ts.NodeFlags.Const),
      ),
    );
  }
  const isRoot = ts.isConstructorDeclaration(original) && original.parent.heritageClauses === undefined;
  if (isRoot)
    prologue.push(factory.createExpressionStatement(operator(original, "made", factory.createThis())));
  prologue.push(...defaults);
  const body = node.body!;
  const statements = ts.isBlock(body)
    ? body.statements
    : [factory.createReturnStatement(operator(original.body!, "out", body, sites.of(original.body!)))];
  const block = ts.setTextRange(factory.createBlock([...prologue, ...statements], true), body);
  return withBody(factory, node, block);
}

function withBody(f: Ts.NodeFactory, node: Ts.FunctionLikeDeclaration, body: Ts.Block): Ts.Node {
  const { parameters, modifiers } = node as Ts.FunctionDeclaration;
  if (ts.isArrowFunction(node))
    return f.updateArrowFunction(
      node,
      node.modifiers,
      undefined,
      parameters,
      undefined,
      node.equalsGreaterThanToken,
      body,
    );
  if (ts.isFunctionExpression(node))
    return f.updateFunctionExpression(
      node,
      node.modifiers,
      node.asteriskToken,
      node.name,
      undefined,
      parameters,
      undefined,
      body,
    );
  if (ts.isFunctionDeclaration(node))
    return f.updateFunctionDeclaration(
      node,
      modifiers,
      node.asteriskToken,
      node.name,
      undefined,
      parameters,
      undefined,
      body,
    );
  if (ts.isMethodDeclaration(node))
    return f.updateMethodDeclaration(
      node,
      modifiers,
      node.asteriskToken,
      node.name,
      undefined,
      undefined,
      parameters,
      undefined,
      body,
    );
  if (ts.isGetAccessorDeclaration(node))
    return f.updateGetAccessorDeclaration(node, modifiers, node.name, parameters, undefined, body);
  if (ts.isSetAccessorDeclaration(node))
    return f.updateSetAccessorDeclaration(node, modifiers, node.name, parameters, body);
  return f.updateConstructorDeclaration(node, modifiers, parameters, body);
}

/** `const $xdpgen = globalThis[Symbol.for("xdpgen.staging")](file, places)` */
function declarationOf(f: Ts.NodeFactory, file: string, { sites }: Rewriter): Ts.Statement {
  const member = (object: string, name: string) =>
    f.createPropertyAccessExpression(f.createIdentifier(object), name);
  const symbol = f.createCallExpression(member("Symbol", "for"), undefined, [
    f.createStringLiteral("xdpgen.staging"),
  ]);
  const bind = f.createElementAccessExpression(f.createIdentifier("globalThis"), symbol);
  const places = f.createCallExpression(member("JSON", "parse"), undefined, [
    f.createStringLiteral(JSON.stringify(sites.rows)),
  ]);
  const value = f.createCallExpression(bind, undefined, [f.createStringLiteral(file), places]);
  const declaration = f.createVariableDeclaration(OPERATORS, undefined, undefined, value);
  return f.createVariableStatement(
    undefined,
    f.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}

const importOf = (f: Ts.NodeFactory, name: string | undefined): readonly Ts.Statement[] =>
  name === undefined ? [] : [f.createImportDeclaration(undefined, undefined, f.createStringLiteral(name))];
