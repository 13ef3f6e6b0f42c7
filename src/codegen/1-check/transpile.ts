import { ts, type Ts } from "../ts-morph.js";

/** A module's text as CommonJS, and its source map. */
export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

/** For files that stay as they are. */
const NO_MAP = '{"version":3,"sources":[],"names":[],"mappings":""}';

/** Takes the types out of a module; nothing is checked here. */
export function transpile(source: string, path: string): Transpiled {
  if (!/\.[mc]?tsx?$/.test(path)) return { code: source, map: NO_MAP };
  const output = ts.transpileModule(source, {
    fileName: path,
    transformers: { before: [importMeta] },
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      sourceMap: true,
      inlineSources: false,
    },
  });
  return {
    code: output.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    map: output.sourceMapText ?? "{}",
  };
}

/** CommonJS has no `import.meta`: an object with the same members takes its place. */
const importMeta: Ts.TransformerFactory<Ts.SourceFile> = (context) => (file) => {
  const { factory } = context;
  const call = (callee: Ts.Expression, argument: Ts.Expression) =>
    factory.createCallExpression(callee, undefined, [argument]);
  const name = (text: string) => factory.createIdentifier(text);
  const url = call(name("require"), factory.createStringLiteral("node:url"));
  const href = factory.createPropertyAccessExpression(
    call(factory.createPropertyAccessExpression(url, "pathToFileURL"), name("__filename")),
    "href",
  );
  const visit = (node: Ts.Node): Ts.Node =>
    ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
      ? factory.createParenthesizedExpression(
          factory.createObjectLiteralExpression([
            factory.createPropertyAssignment("url", href),
            factory.createPropertyAssignment("filename", name("__filename")),
            factory.createPropertyAssignment("dirname", name("__dirname")),
          ]),
        )
      : ts.visitEachChild(node, visit, context);
  return ts.visitEachChild(file, visit, context);
};
