import type { Elements, PlacedTable } from "../table.js";
import type { Optional } from "./parse-view.js";

interface PieceView {
  readonly type: string;
  readonly symbol: string;
  readonly length: number;
  readonly section: string;
}

/** A table as its arrays, unless an earlier one has them, and the function that reads an element, unless it is read in rows. */
export interface TableView {
  readonly arrays: readonly PieceView[];
  readonly bounded: Optional<{ readonly function: string; readonly symbol: string }>;
  readonly masked: Optional<{ readonly function: string; readonly symbol: string; readonly mask: string }>;
  readonly checked: Optional<{ readonly function: string; readonly pieces: readonly PieceView[] }>;
}

const isPowerOfTwo = (count: number): boolean => Number.isInteger(Math.log2(count));

const typeOf = (elements: Elements): string => `__u${elements.BYTES_PER_ELEMENT * 8}`;

export function tableView({ symbol, bounded, inRows, shared, pieces }: PlacedTable): TableView {
  const arrays = pieces.map((piece) => ({
    type: typeOf(piece.elements),
    symbol: piece.symbol,
    length: piece.elements.length,
    section: piece.section,
  }));
  const [first, ...more] = arrays;
  const access = inRows
    ? "rows"
    : bounded
      ? "bounded"
      : more.length === 0 && isPowerOfTwo(first!.length)
        ? "masked"
        : "checked";
  return {
    arrays: shared ? [] : arrays,
    bounded: access === "bounded" ? [{ function: symbol, symbol: first!.symbol }] : [],
    masked:
      access === "masked"
        ? [{ function: symbol, symbol: first!.symbol, mask: `0x${(first!.length - 1).toString(16)}` }]
        : [],
    checked: access === "checked" ? [{ function: symbol, pieces: arrays }] : [],
  };
}
