import { createRequire } from "node:module";
import type * as TsMorph from "ts-morph";

/**
 * The one place through which ts-morph, and with it the TypeScript compiler, enters. It is required, not imported: for an
 * import Node reads all nine megabytes once more, to find out which names they export.
 */
export const { Project, StructureKind, VariableDeclarationKind, ts } = createRequire(import.meta.url)(
  "ts-morph",
) as typeof TsMorph;

/** The compiler's types. */
export type { ts as Ts } from "ts-morph";

/** What source files are made of. */
export type { InterfaceDeclarationStructure, SourceFileStructure } from "ts-morph";
