import type { Manifest } from "../manifest/index.js";
import type { PlacedTable } from "./table.js";

/** What `6-emit` hands on: the C, and everything that it includes from xdpgen. */
export interface XdpSource {
  /** The text of xdp.c. */
  readonly text: string;
  readonly manifest: Manifest;
  /** What the object has in its tables; the text has only their lengths. */
  readonly tables: readonly PlacedTable[];
}

/** What `7-compile` hands on: the object, and what it was made from. */
export interface XdpObject extends XdpSource {
  /** The bytes of xdp.o: an ELF file for BPF with BTF. */
  readonly object: Uint8Array;
}

/** What a program is called, and what it was made from. */
export interface Identity {
  readonly name: string;
  /** The version of xdpgen. */
  readonly version: string;
  readonly source: { readonly file: string; readonly sha256: string };
}
