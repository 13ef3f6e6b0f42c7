import { SECTION_BYTES, type Elements, type PlacedTable, type Table, type TablePiece } from "../table.js";

/** Every table starts on a cache line. */
const LINE = 64;

const onLines = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/**
 * Gives every table its place in the object; tables of the same elements have one. What is longer than a section becomes several pieces; sections are filled one after
 * the other, since a program may use 64 of them at most.
 */
export function placeTables(tables: readonly Table[]): readonly PlacedTable[] {
  let section = 0;
  let used = 0;
  const place = (elements: Elements, symbol: string): TablePiece => {
    const bytes = onLines(elements.byteLength);
    if (used + bytes > SECTION_BYTES) {
      section++;
      used = 0;
    }
    used += bytes;
    return { symbol, section: `.rodata.${section}`, elements };
  };
  const earlier = new Map<number, PlacedTable[]>();
  return tables.map((table) => {
    const elements = table.bounded || table.inRows ? table.elements : padded(table.elements);
    const alike = earlier.get(elements.byteLength) ?? [];
    const same = alike.find(({ pieces }) => hasElements(pieces, elements));
    if (same !== undefined) return { ...table, pieces: same.pieces, shared: true };
    const pieces = cut(elements).map((piece, i) => place(piece, `${table.symbol}_${i}`));
    const placed = { ...table, pieces, shared: false };
    earlier.set(elements.byteLength, [...alike, placed]);
    return placed;
  });
}

/** Whether the pieces of a table are just these elements: two rules about one set have the same tables. */
function hasElements(pieces: readonly TablePiece[], elements: Elements): boolean {
  let at = elements.byteOffset;
  return pieces.every((piece) => {
    const { byteLength, BYTES_PER_ELEMENT } = piece.elements;
    const own = Buffer.from(elements.buffer, at, byteLength);
    at += byteLength;
    const theirs = Buffer.from(piece.elements.buffer, piece.elements.byteOffset, byteLength);
    return BYTES_PER_ELEMENT === elements.BYTES_PER_ELEMENT && own.equals(theirs);
  });
}

/** Tables are padded up to so many bytes. */
const PADDED_BYTES = 64 * 1024;

/**
 * The elements of a small table and zeros, so that they are a power of two. Then an index is masked: a check would be a branch, of
 * which the verifier walks both ways at every step of every search.
 */
function padded(elements: Elements): Elements {
  const bytes = 2 ** Math.ceil(Math.log2(elements.byteLength));
  if (bytes === elements.byteLength || bytes > PADDED_BYTES) return elements;
  const all = new Uint8Array(bytes);
  all.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
  const Kind = elements.constructor as new (buffer: ArrayBuffer) => Elements;
  return new Kind(all.buffer);
}

function cut(elements: Elements): readonly Elements[] {
  const most = SECTION_BYTES / elements.BYTES_PER_ELEMENT;
  const count = Math.ceil(elements.length / most);
  return Array.from({ length: count }, (_, i) => elements.subarray(i * most, (i + 1) * most));
}
