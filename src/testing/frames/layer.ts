/** A header, or bytes of any kind, as a part of a frame that is being made. */
export interface Layer {
  /** The ether type by which the layer below names this one. */
  readonly etherType?: number;
  /** The IP protocol number by which the layer below names this one. */
  readonly protocol?: number;
  /** The layer's own bytes, when `next` follows it and `payload` bytes come after it in all. */
  readonly encode: (next: Layer | undefined, payload: number) => Uint8Array;
}

/** Joins layers to a frame; each takes what it says of the next one from there, unless it was told to lie. */
export function frame(...layers: readonly Layer[]): Uint8Array {
  return assemble(layers).bytes;
}

/** The frame, and the byte at which each of its layers begins. */
export function assemble(layers: readonly Layer[]): {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
} {
  const parts: Uint8Array[] = [];
  let payload = 0;
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const part = layer.encode(layers[index + 1], payload);
    parts.unshift(part);
    payload += part.length;
  }
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.length, 0));
  const bytes = new Uint8Array(payload);
  for (const [index, part] of parts.entries()) bytes.set(part, starts[index]);
  return { bytes, starts };
}

/** Bytes as they stand. */
export function raw(bytes: Iterable<number>): Layer {
  const copy = Uint8Array.from(bytes);
  return { encode: () => copy };
}
