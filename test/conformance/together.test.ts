/**
 * Every field in one program. A field by itself is parsed for alone; beside all the others every layer is looked at, a header that
 * is cut is stored field by field, and no two presence bits may be one.
 */
import { describe, expect, test } from "vitest";
import { FIELD_NAMES, type FieldName } from "../../src/packet/index.js";
import { hostileFrames, operatorsOf } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram, type KernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { equals, fieldMatch, programOf } from "./rules.js";

const hostile = decodeAll(hostileFrames());

/** A MAC address selects the rule, so what the MAC addresses are is left to other tests. */
const FIELDS = FIELD_NAMES.filter((field) => field !== "etherSrc" && field !== "etherDst");

/** Matches that tell whether the field is there, and whether its value is right. */
const matchesOf = (field: FieldName) => {
  const operators = operatorsOf(field);
  const everything = operators.find(({ name }) => name === "everything");
  const negated = operators.find(({ name }) => name.startsWith("not ") && name !== "not everything");
  return [everything, negated].flatMap((operator) => operator ?? []).map((o) => fieldMatch(field, o));
};

/** A locally administered multicast address, of which no frame is: the rule of this index. */
const selector = (index: number) => [0x03, 0, 0, 0, index >> 8, index & 0xff];
const address = (index: number) => 0x03_00_00_00_00_00n + BigInt(index);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("fields in one program"), () => {
  test.each([
    ["all fields", FIELDS],
    // It asks for whole headers; without it, they are read as far as the last field of a rule.
    ["all but malformed", FIELDS.filter((field) => field !== "malformed")],
  ])("%s: each rule decides as it does by itself, on every hostile frame", async (_, fields) => {
    const matches = fields.flatMap(matchesOf);
    const together = programOf(
      "pass",
      matches.map((match, index) => ["drop", equals("etherSrc", address(index)), match]),
    );
    await withKernelProgram(together, (kernel) => {
      for (const [index, match] of matches.entries()) {
        const run: KernelProgram["run"] = (frame) => {
          const selected = Uint8Array.from(frame);
          selected.set(selector(index), 6);
          return kernel.run(selected);
        };
        const found = differences(programOf("pass", [["drop", match]]), hostile, run);
        expect(found, match.field).toEqual([]);
      }
    });
  });
});
