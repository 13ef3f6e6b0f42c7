import { readElf } from "../util/elf.js";

/** What there is to say about an object without loading it. */
export interface ObjectFacts {
  readonly bytes: number;
  /** Instructions of eight bytes in the program and its functions, 64-bit constants counted as two. */
  readonly instructions: number;
}

const INSTRUCTION_BYTES = 8;

/** Reads an object that has just been built. */
export function objectFacts(object: Uint8Array): ObjectFacts {
  const elf = readElf(object);
  const bytesOf = (section: string) =>
    elf.kind === "sections" ? (elf.sections.get(section)?.byteLength ?? 0) : 0;
  // Functions that rules have been put into lie in .text.
  const code = bytesOf("xdp") + bytesOf(".text");
  return { bytes: object.byteLength, instructions: code / INSTRUCTION_BYTES };
}
