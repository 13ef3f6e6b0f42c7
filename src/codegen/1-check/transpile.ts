import { ts } from "../ts-morph.js";

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
