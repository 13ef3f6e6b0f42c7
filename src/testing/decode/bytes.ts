/** Whether `size` bytes from byte `at` on lie in the frame. */
export function has(frame: Uint8Array, at: number, size: number): boolean {
  return at + size <= frame.length;
}

/** The unsigned integer in network byte order of the `size` bytes from byte `at` on; all of them are in the frame. */
export function uint(frame: Uint8Array, at: number, size: number): bigint {
  let value = 0n;
  for (const byte of frame.subarray(at, at + size)) value = (value << 8n) | BigInt(byte);
  return value;
}

/** The byte at `at`, which is in the frame. */
export function byte(frame: Uint8Array, at: number): number {
  return frame[at]!;
}

/** The two bytes from `at` on, which are in the frame, in network byte order. */
export function word(frame: Uint8Array, at: number): number {
  return (byte(frame, at) << 8) | byte(frame, at + 1);
}
