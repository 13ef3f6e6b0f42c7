import fc from "fast-check";
import type { Sample } from "../../src/testing/samples.js";

const SHORTEST = 14;
/** Headers lie in the first bytes: only they are changed. */
const CHANGED = 120;

/** One of the frames with up to four bytes changed, cut to any length in a third of the cases. */
export function mutated(samples: readonly Sample[]): fc.Arbitrary<Sample> {
  return fc
    .record({
      sample: fc.constantFrom(...samples),
      changes: fc.array(fc.tuple(fc.nat(CHANGED - 1), fc.nat(255)), { maxLength: 4 }),
      cut: fc.option(fc.nat(CHANGED), { freq: 2 }),
    })
    .map(({ sample: { label, frame }, changes, cut }) => {
      const bytes = Uint8Array.from(cut === null ? frame : frame.subarray(0, SHORTEST + cut));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return { label: `${label}, changed`, frame: bytes };
    });
}
