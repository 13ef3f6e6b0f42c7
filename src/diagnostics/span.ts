/**
 * A place in a source file.
 * `file` is relative to the project's root with `/` between its parts; lines and columns count from 1.
 */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The column after the last character, on `endLine`. Absent when only a point is known. */
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** `rules/block-a.ts:3:8`, the form that editors and terminals make a link of. */
export function formatSpan(span: Span): string {
  return `${span.file}:${span.line}:${span.column}`;
}

/** Where an expression stands, and what its text is made of: the elements of an array, the arguments of a call, the properties of an object. */
export interface Place {
  readonly span: Span;
  readonly parts: readonly Place[];
  /** Of a property's value in an object: the property's name. */
  readonly name?: string;
}
