import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Span } from "../../diagnostics/index.js";

/** The source maps of the modules that were run, and the way back from a place in what ran to the user's source. */
export interface SourceMaps {
  add(path: string, map: string): void;
  /** The place in the source, the file named by `fileName`; undefined for files that were not transpiled here. */
  original(span: Span, fileName: (path: string) => string): Span | undefined;
  has(path: string): boolean;
}

export function createSourceMaps(): SourceMaps {
  const maps = new Map<string, TraceMap>();
  return {
    add: (path, map) => void maps.set(path, new TraceMap(map)),
    has: (path) => maps.has(path),
    original({ file, line, column }, fileName) {
      const map = maps.get(file);
      if (map === undefined) return undefined;
      // Columns of source maps count from 0.
      const place = originalPositionFor(map, { line, column: column - 1 });
      return place.line === null
        ? undefined
        : { file: fileName(file), line: place.line, column: place.column + 1 };
    },
  };
}
