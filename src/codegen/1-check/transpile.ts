import { ts, type Ts } from "../ts-morph.js";
import { rewrite, type RewriteOptions } from "./rewrite/index.js";

/** A module's text as CommonJS, and its source map. */
export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

/** For files that stay as they are. */
const NO_MAP = '{"version":3,"sources":[],"names":[],"mappings":""}';

/** How a module is made what runs. */
export interface TranspileOptions {
  /** Its operators become those of predicates: for modules of rules with `when(…)`. */
  readonly rewritten?: RewriteOptions | undefined;
  /** It stays a module with import and export. */
  readonly isModule?: boolean;
}

/** Takes the types out of a module; nothing is checked here. */
export function transpile(
  source: string,
  path: string,
  { rewritten, isModule = false }: TranspileOptions = {},
): Transpiled {
  if (!/\.[mc]?tsx?$/.test(path)) return { code: source, map: NO_MAP };
  const output = ts.transpileModule(source, {
    fileName: path,
    transformers: {
      before: [...(rewritten === undefined ? [] : [rewrite(rewritten)]), ...(isModule ? [] : [importMeta])],
    },
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
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
