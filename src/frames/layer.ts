/** A header, or bytes of any kind, as a part of a frame that is being made. */
export interface Layer {
  /** The ether type by which the layer below names this one. */
  readonly etherType?: number;
  /** The IP protocol number by which the layer below names this one. */
  readonly protocol?: number;
  /** The layer's own bytes, when `next` follows it and `payload` bytes come after it in all. */
  readonly encode: (next: Layer | undefined, payload: number) => Uint8Array;
  /**
   * Writes the layer's checksum into its bytes, once all that it covers is in place. `segment` is the frame from this
   * layer's first byte on, `size` the length of the layer itself, `addresses` those of the IP header below.
   */
  readonly seal?: (segment: Uint8Array, size: number, addresses: Uint8Array) => void;
  /** Source and destination address, one after the other, in the bytes of an IP header: for pseudo-headers. */
  readonly addresses?: (header: Uint8Array) => Uint8Array;
}

/** Joins layers to a frame; each takes what it says of the next one from there, unless it was told to lie. */
export function frame(...layers: readonly Layer[]): Uint8Array<ArrayBuffer> {
  return assemble(layers).bytes;
}

/** The frame, and the byte at which each of its layers begins. */
export function assemble(layers: readonly Layer[]): {
  readonly bytes: Uint8Array<ArrayBuffer>;
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
  seal(layers, bytes, parts, starts);
  return { bytes, starts };
}

/** Checksums cover what stands above, checksums included, so they are written from the last layer to the first. */
function seal(
  layers: readonly Layer[],
  bytes: Uint8Array,
  parts: readonly Uint8Array[],
  starts: readonly number[],
): void {
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const below = layers.slice(0, index).findLastIndex((l) => l.addresses !== undefined);
    const addresses = layers[below]?.addresses?.(bytes.subarray(starts[below])) ?? new Uint8Array();
    layer.seal?.(bytes.subarray(starts[index]), parts[index]!.length, addresses);
  }
}

/** Bytes as they stand; text as UTF-8. */
export function raw(bytes: Iterable<number> | string): Layer {
  const copy = typeof bytes === "string" ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
  return { encode: () => copy };
}
