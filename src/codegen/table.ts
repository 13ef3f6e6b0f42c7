/** Up to Linux 5.15 a section of the object becomes a map only when it has no more than that. */
export const SECTION_BYTES = 4 * 1024 * 1024;

/** What the elements of a table can be: unsigned integers of 1, 2, 4 or 8 bytes. */
export type Elements = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

/**
 * An array that the program reads. Its bytes reach the object as section data and not as text of C, so that a million of them
 * cost clang nothing. C reads an element through a function with the table's name: `lookup_0_keys(index)`.
 */
export interface Table {
  /** Its name in C, the only one of its kind in the program. */
  readonly symbol: string;
  /** At least one; little-endian in the object. */
  readonly elements: Elements;
  /**
   * Whether the verifier sees by itself that every index lies in the table: the index is a right shift or a mask, the length a power
   * of two, and the table not longer than a section. An index of any other small table is masked, of a large one it is checked: what
   * lies beyond the table is some number.
   */
  readonly bounded: boolean;
  /** C reads the array itself, row by row, and checks where a row begins. */
  readonly inRows?: true;
}

/** The bytes of a table. */
export const tableBytes = ({ elements }: Table): number => elements.byteLength;

/** A part of a table that fits a section of the object. */
export interface TablePiece {
  /** The name of its array in C. */
  readonly symbol: string;
  /** The section of the object that it lies in, one of the read-only ones. */
  readonly section: string;
  readonly elements: Elements;
}

/** A table and where it lies; its pieces follow each other. */
export interface PlacedTable extends Pick<Table, "symbol" | "bounded" | "inRows"> {
  readonly pieces: readonly TablePiece[];
  /** The pieces are those of an earlier table that has the same elements. */
  readonly shared: boolean;
}
