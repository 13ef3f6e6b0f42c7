import { readElf } from "../../util/elf.js";
import type { PlacedTable } from "../table.js";

/** Offsets in Elf64_Sym, and its size (elf.h). */
const SYMBOL = { bytes: 24, name: 0, value: 8 } as const;

/**
 * Writes the elements of tables into an object that clang made, where it has left room for them. Elements are in this
 * machine's byte order: little-endian, as the object is.
 */
export function fillTables(object: Uint8Array, tables: readonly PlacedTable[]): void {
  const pieces = tables.filter(({ shared }) => !shared).flatMap((table) => table.pieces);
  if (pieces.length === 0) return;
  const elf = readElf(object);
  if (elf.kind !== "sections") throw new Error(`clang made no object: ${elf.reason}`);
  const { sections } = elf;
  const offsets = symbolValues(sections.get(".symtab"), sections.get(".strtab"));
  for (const { symbol, section, elements } of pieces) {
    const offset = offsets.get(symbol);
    const room = sections.get(section);
    if (offset === undefined || room === undefined) throw new Error(`the object has no room for ${symbol}`);
    room.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength), offset);
  }
}

/** The values of all symbols: of a variable, its offset in its section. */
function symbolValues(
  symbols: Uint8Array = new Uint8Array(),
  strings: Uint8Array = new Uint8Array(),
): ReadonlyMap<string, number> {
  const view = new DataView(symbols.buffer, symbols.byteOffset, symbols.byteLength);
  const names = Buffer.from(strings.buffer, strings.byteOffset, strings.byteLength).toString("latin1");
  const values = new Map<string, number>();
  for (let at = 0; at < view.byteLength; at += SYMBOL.bytes) {
    const start = view.getUint32(at + SYMBOL.name, true);
    const name = names.slice(start, names.indexOf("\0", start));
    values.set(name, Number(view.getBigUint64(at + SYMBOL.value, true)));
  }
  return values;
}
