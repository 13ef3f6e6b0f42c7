import { ts } from "../ts-morph.js";

/** A module's text as CommonJS, and its source map. */
export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

/** Takes the types out of a module. Nothing is checked here: the first phase has done that. */
export function transpile(source: string, path: string): Transpiled {
  const output = ts.transpileModule(source, {
    fileName: path,
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
