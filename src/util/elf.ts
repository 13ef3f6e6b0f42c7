/** The sections of an ELF object by name, or why there are none. */
export type ElfReading =
  | { readonly kind: "sections"; readonly sections: ReadonlyMap<string, Uint8Array> }
  /** Not an ELF object for BPF at all. */
  | { readonly kind: "foreign"; readonly reason: string }
  /** One that was cut or overwritten. */
  | { readonly kind: "damaged"; readonly reason: string };

/** Offsets in Elf64_Ehdr and Elf64_Shdr, and the values that a BPF object has there (elf.h). */
const HEADER = {
  bytes: 64,
  class: 4,
  data: 5,
  type: 16,
  machine: 18,
  shoff: 40,
  shentsize: 58,
  shnum: 60,
  shstrndx: 62,
} as const;
const SECTION = { bytes: 64, name: 0, type: 4, offset: 24, size: 32 } as const;
const MAGIC = [0x7f, 0x45, 0x4c, 0x46] as const;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const TYPE_RELOCATABLE = 1;
const MACHINE_BPF = 247;
const SECTION_WITHOUT_BYTES = 8;

interface SectionHeader {
  readonly name: number;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/** Reads the section table of a little-endian 64-bit BPF object. Never throws, whatever the bytes are. */
export function readElf(bytes: Uint8Array): ElfReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0) return { kind: "damaged", reason: "it is empty" };
  if (MAGIC.some((byte, i) => i < bytes.length && bytes[i] !== byte))
    return { kind: "foreign", reason: "it is not an ELF object" };
  if (bytes.length < HEADER.bytes) return cut(bytes.length, HEADER.bytes);
  if (
    view.getUint8(HEADER.class) !== CLASS_64 ||
    view.getUint8(HEADER.data) !== LITTLE_ENDIAN ||
    view.getUint16(HEADER.machine, true) !== MACHINE_BPF
  )
    return { kind: "foreign", reason: "it is an ELF file for another machine, not for BPF" };
  if (view.getUint16(HEADER.type, true) !== TYPE_RELOCATABLE)
    return { kind: "foreign", reason: "it is an ELF file for BPF, but not an object" };

  const table = Number(view.getBigUint64(HEADER.shoff, true));
  const count = view.getUint16(HEADER.shnum, true);
  const end = table + count * SECTION.bytes;
  const entryBytes = view.getUint16(HEADER.shentsize, true);
  if (count === 0 || table < HEADER.bytes || entryBytes !== SECTION.bytes)
    return { kind: "damaged", reason: "it has no section table" };
  if (end > bytes.length) return cut(bytes.length, end);

  const headers: SectionHeader[] = [];
  for (let at = table; at < end; at += SECTION.bytes)
    headers.push({
      name: view.getUint32(at + SECTION.name, true),
      type: view.getUint32(at + SECTION.type, true),
      offset: Number(view.getBigUint64(at + SECTION.offset, true)),
      size: Number(view.getBigUint64(at + SECTION.size, true)),
    });
  const outside = headers.find((h) => h.type !== SECTION_WITHOUT_BYTES && h.offset + h.size > bytes.length);
  if (outside !== undefined) return cut(bytes.length, outside.offset + outside.size);
  return named(bytes, headers, view.getUint16(HEADER.shstrndx, true));
}

function named(bytes: Uint8Array, headers: readonly SectionHeader[], namesAt: number): ElfReading {
  const names = headers[namesAt];
  if (names === undefined) return { kind: "damaged", reason: "its sections have no names" };
  const text = Buffer.from(bytes.subarray(names.offset, names.offset + names.size)).toString("latin1");
  const sections = new Map<string, Uint8Array>();
  for (const { name, type, offset, size } of headers) {
    const end = text.indexOf("\0", name);
    if (name > text.length || end < 0)
      return { kind: "damaged", reason: "a section's name lies outside of it" };
    if (type !== SECTION_WITHOUT_BYTES)
      sections.set(text.slice(name, end), bytes.subarray(offset, offset + size));
  }
  return { kind: "sections", sections };
}

function cut(length: number, needed: number): ElfReading {
  return { kind: "damaged", reason: `it has ${length} bytes where its headers speak of ${needed}` };
}
