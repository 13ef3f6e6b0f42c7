import type { Match, Program } from "../../src/ir/index.js";
import type { FieldName } from "../../src/packet/index.js";
import type { Sample } from "../../src/testing/samples.js";
import { equals, programOf } from "./rules.js";

/**
 * One program for many matches, each in a rule that a MAC address selects; compiling a program for each would take
 * minutes. The address lies where no sample's value can be (a locally administered multicast address), and is the source
 * unless `field`, which the matches are about, is that.
 */
export function selecting(
  matches: readonly Match[],
  field?: FieldName,
): {
  readonly program: Program;
  /** The frame for one of the rules. */
  readonly select: (sample: Sample, rule: number) => Sample;
} {
  const selector = field === "etherSrc" ? "etherDst" : "etherSrc";
  const at = selector === "etherSrc" ? 6 : 0;
  const program = programOf(
    "pass",
    matches.map((match, rule) => ["drop", equals(selector, ADDRESS + rule), match]),
  );
  return {
    program,
    select: ({ label, frame }, rule) => {
      const selected = Uint8Array.from(frame);
      selected.set([0x03, 0, 0, 0, 0, rule], at);
      return { label: `${label}, for rule ${rule}`, frame: selected };
    },
  };
}

const ADDRESS = 0x03_00_00_00_00_00;
