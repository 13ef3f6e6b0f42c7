import type { Datatype } from "./datatype.js";
import type { HeaderName } from "./protocol.js";

/**
 * Where a field's bits stand. `header` fields lie in the header of the field's protocol: `size` bytes in network byte
 * order at byte `offset`, of which the `bits` bits above the lowest `shift` are the field. `derived` fields are what
 * the parser found out on its way; `context` fields come from the kernel (struct xdp_md).
 */
export type Location = HeaderLocation | DerivedLocation | ContextLocation;

export interface HeaderLocation {
  readonly kind: "header";
  readonly offset: number;
  readonly size: Size;
  readonly shift: number;
  readonly member?: string;
}

export interface DerivedLocation {
  readonly kind: "derived";
}

export interface ContextLocation {
  readonly kind: "context";
  readonly member?: string;
}

/** Sizes of loads, in bytes. */
export type Size = 1 | 2 | 4 | 6 | 16;

/** One match field: everything that xdpgen knows about it comes from this row. */
export interface FieldRow {
  readonly protocol: HeaderName;
  /** A few words: "source address". */
  readonly title: string;
  readonly type: Datatype;
  /** How many bits a value has. */
  readonly bits: number;
  readonly location: Location;
  /** Where the field is defined. */
  readonly source: string;
}

/**
 * A whole-byte field at byte `offset` of its header; `member` is its name in the kernel's struct, when the struct has
 * one of just this size.
 */
export function bytes(offset: number, size: Size, member?: string): HeaderLocation {
  return { kind: "header", offset, size, shift: 0, ...(member === undefined ? {} : { member }) };
}

/** A field of single bits inside the `size` bytes at `offset`, `shift` bits above the lowest. */
export function bitsOf(offset: number, size: Size, shift: number, member?: string): HeaderLocation {
  return { kind: "header", offset, size, shift, ...(member === undefined ? {} : { member }) };
}

/** A field that the parser works out. */
export const derived: DerivedLocation = { kind: "derived" };

/** A field of struct xdp_md (linux/bpf.h), or what follows from it. */
export function context(member?: string): ContextLocation {
  return { kind: "context", ...(member === undefined ? {} : { member }) };
}
