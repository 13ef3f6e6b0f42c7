import { ts, type Ts } from "../../ts-morph.js";

/** The names that a scope declares itself; a function's own are its parameters, its `var`s and, of an expression, its name. */
const DECLARED = new WeakMap<Ts.Node, ReadonlySet<string>>();

function declaredIn(scope: Ts.Node): ReadonlySet<string> {
  const known = DECLARED.get(scope);
  if (known !== undefined) return known;
  const names = new Set<string>();
  if (ts.isFunctionLike(scope) || ts.isSourceFile(scope)) addVars(scope, names);
  if (ts.isFunctionLike(scope)) {
    for (const { name } of scope.parameters) addPattern(name, names);
    if (ts.isFunctionExpression(scope) && scope.name !== undefined) names.add(scope.name.text);
  }
  ts.forEachChild(scope, (child) => addLexical(child, names));
  DECLARED.set(scope, names);
  return names;
}

function addPattern(name: Ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else
    for (const element of name.elements)
      if (!ts.isOmittedExpression(element)) addPattern(element.name, names);
}

/** What `let`, `const`, `class`, `function` and `import` declare right in a scope; of a function its body is a scope of its own. */
function addLexical(node: Ts.Node, names: Set<string>): void {
  if (ts.isVariableStatement(node)) addLexical(node.declarationList, names);
  else if (ts.isVariableDeclarationList(node)) {
    for (const { name } of node.declarations) addPattern(name, names);
  } else if (ts.isVariableDeclaration(node)) addPattern(node.name, names);
  else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name !== undefined)
    names.add(node.name.text);
  else if (ts.isCaseOrDefaultClause(node))
    for (const statement of node.statements) addLexical(statement, names);
}

/** `var`s, which belong to the whole function. */
function addVars(scope: Ts.Node, names: Set<string>): void {
  const visit = (node: Ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0)
      for (const { name } of node.declarations) addPattern(name, names);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(scope, visit);
}

const isScope = (node: Ts.Node) =>
  ts.isFunctionLike(node) ||
  ts.isSourceFile(node) ||
  ts.isBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isCatchClause(node) ||
  ts.isForStatement(node) ||
  ts.isForOfStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isModuleBlock(node);

/** The function in which the variable that an identifier names came up; undefined when it is the module's, or nobody's. */
export function ownerOf(identifier: Ts.Identifier): Ts.SignatureDeclaration | undefined {
  let scope: Ts.Node = identifier.parent;
  while (!(isScope(scope) && declaredIn(scope).has(identifier.text))) {
    if (ts.isSourceFile(scope)) return undefined;
    scope = scope.parent;
  }
  while (!ts.isFunctionLike(scope)) {
    if (ts.isSourceFile(scope)) return undefined;
    scope = scope.parent;
  }
  return scope;
}
