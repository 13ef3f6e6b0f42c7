import { readElf } from "../kernel/elf.js";

/** What there is to say about an object without loading it. */
export interface ObjectFacts {
  readonly bytes: number;
  /** Instructions of eight bytes in the program, 64-bit constants counted as two. */
  readonly instructions: number;
}

const INSTRUCTION_BYTES = 8;

/** Reads an object that has just been built. */
export function objectFacts(object: Uint8Array): ObjectFacts {
  const elf = readElf(object);
  const code = elf.kind === "sections" ? elf.sections.get("xdp") : undefined;
  return { bytes: object.byteLength, instructions: (code?.byteLength ?? 0) / INSTRUCTION_BYTES };
}
