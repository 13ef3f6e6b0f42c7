/**
 * Frames of one length that differ in `words` words of 8 bytes from byte `first` on: see
 * templates/include/xdpgen/trace.h. When `first` is 6 they differ in the bytes before as well.
 */
export interface TraceShape {
  readonly first: number;
  readonly words: number;
  /** How many frames there is room for, a power of two. Kernels before 6.0 take at most 4 MiB for them. */
  readonly capacity: number;
}

/** Frames to run a program on, one after the other and again from the start. */
export interface Trace {
  readonly shape: TraceShape;
  /** What the frames have in common, and where they differ any values. */
  readonly frame: Uint8Array;
  /** What differs, `recordBytes(shape)` a frame; as many as a power of two not above the capacity. */
  readonly records: Uint8Array;
}

const HEAD_BYTES = 6;
const WORD_BYTES = 8;

const hasHead = ({ first }: TraceShape): boolean => first === HEAD_BYTES;

/** Bytes of struct trace_frame. */
export function recordBytes(shape: TraceShape): number {
  return WORD_BYTES * (shape.words + (hasHead(shape) ? 1 : 0));
}

/** How many frames the trace has. */
export function lengthOf({ shape, records }: Trace): number {
  return records.length / recordBytes(shape);
}

/** The bytes of a frame that its record keeps. */
export function recordOf(shape: TraceShape, frame: Uint8Array): Uint8Array {
  const record = new Uint8Array(recordBytes(shape));
  if (hasHead(shape)) record.set(frame.subarray(0, HEAD_BYTES));
  record.set(wordsIn(shape, frame), hasHead(shape) ? WORD_BYTES : 0);
  return record;
}

/** The frame with this index, in memory of its own. */
export function frameAt({ shape, frame, records }: Trace, index: number): Uint8Array {
  const bytes = Uint8Array.from(frame);
  const record = records.subarray(index * recordBytes(shape), (index + 1) * recordBytes(shape));
  if (hasHead(shape)) bytes.set(record.subarray(0, HEAD_BYTES));
  bytes.set(record.subarray(hasHead(shape) ? WORD_BYTES : 0), shape.first);
  return bytes;
}

function wordsIn({ first, words }: TraceShape, frame: Uint8Array): Uint8Array {
  return frame.subarray(first, first + WORD_BYTES * words);
}

/** A trace of whole frames of one length, as many as a power of two, which differ only in what the shape keeps. */
export function traceOf(shape: TraceShape, frames: readonly Uint8Array[]): Trace {
  const records = new Uint8Array(frames.length * recordBytes(shape));
  for (const [index, frame] of frames.entries())
    records.set(recordOf(shape, frame), index * recordBytes(shape));
  return { shape, frame: frames[0]!, records };
}
