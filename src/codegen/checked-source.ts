import type { Place, Span } from "../diagnostics/index.js";

/** One TypeScript file of the user's, as it was read. */
export interface SourceText {
  /** Absolute path. */
  readonly path: string;
  /** The path that spans show: relative to the root, with `/`. */
  readonly file: string;
  readonly text: string;
  /** The same as a CommonJS module without types, and the source map back (version 3, JSON). */
  readonly code: string;
  readonly map: string;
}

/** Where a call stands: the name that is called, and its arguments. */
export interface CallPlace {
  readonly name: Span;
  readonly arguments: readonly Place[];
}

/** What `1-check` hands on: sources that the type checker has accepted. */
export interface CheckedSource {
  /** The folder that paths in spans and in the object are relative to: the nearest one with a package.json, or the file's own. */
  readonly root: string;
  readonly entry: SourceText;
  /** The entry and every file of the project that it imports, sorted by path. */
  readonly sources: readonly SourceText[];
  /** Every call, by `file:line:column` of the first character of the name that is called and of the one after its last. */
  readonly calls: ReadonlyMap<string, CallPlace>;
}
