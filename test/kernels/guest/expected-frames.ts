/** A frame, and the value that a program shall return for it: enum xdp_action of linux/bpf.h. */
export interface ExpectedFrame {
  readonly bytes: Uint8Array;
  readonly action: number;
}

/** Length (two bytes, little endian) and action (one byte), before each frame's own bytes. */
const HEADER_BYTES = 3;

/** Frames as the bytes of a file. */
export function encodeFrames(frames: readonly ExpectedFrame[]): Uint8Array {
  return Buffer.concat(
    frames.flatMap(({ bytes, action }) => [
      Uint8Array.of(bytes.length & 0xff, bytes.length >> 8, action),
      bytes,
    ]),
  );
}

/** The frames in the bytes of a file. */
export function* decodeFrames(file: Uint8Array): Generator<ExpectedFrame> {
  for (let at = 0; at < file.length;) {
    const start = at + HEADER_BYTES;
    const end = start + (file[at]! | (file[at + 1]! << 8));
    yield { bytes: file.subarray(start, end), action: file[at + 2]! };
    at = end;
  }
}
