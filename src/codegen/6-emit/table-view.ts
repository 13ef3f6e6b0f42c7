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
  readonly checked: Optional<{ readonly function: string; readonly pieces: readonly PieceView[] }>;
}

const typeOf = (elements: Elements): string => `__u${elements.BYTES_PER_ELEMENT * 8}`;

export function tableView({ symbol, bounded, shared, pieces }: PlacedTable, inRows = false): TableView {
  const arrays = pieces.map((piece) => ({
    type: typeOf(piece.elements),
    symbol: piece.symbol,
    length: piece.elements.length,
    section: piece.section,
  }));
  return {
    arrays: shared ? [] : arrays,
    bounded: bounded && !inRows ? [{ function: symbol, symbol: arrays[0]!.symbol }] : [],
    checked: bounded || inRows ? [] : [{ function: symbol, pieces: arrays }],
  };
}
