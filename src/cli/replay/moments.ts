import type { CapturedFrame } from "../../testing/capture.js";
import type { FrameContext } from "../../testing/decode.js";

/** 2^32 divided by the golden ratio: its multiples lie evenly, so that a sample of 1/100 is one frame of a hundred. */
const STEP = 0x9e37_79b1;

/**
 * The moment in which each frame of a capture comes: its time since the first one, in nanoseconds, and a number for samples, which is the
 * same each time that the capture is replayed. Time does not go back, and stands still for frames without a time.
 */
export function createMoments(): (frame: CapturedFrame) => Pick<Required<FrameContext>, "now" | "random"> {
  let first: bigint | undefined;
  let now = 0n;
  return ({ index, timestamp }) => {
    if (timestamp !== undefined) {
      first ??= timestamp;
      if (timestamp - first > now) now = timestamp - first;
    }
    return { now, random: Math.imul(index + 1, STEP) >>> 0 };
  };
}
