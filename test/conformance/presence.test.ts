/**
 * Rules that ask only whether a field is there: all of its values pass. Nothing is compared then, and what the parser has to look
 * at follows from presence bits alone.
 */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { FIELD_NAMES, type FieldName } from "../../src/packet/index.js";
import { hostileFrames, operatorsOf } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram, type KernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { fieldMatch, programOf } from "./rules.js";
import { identityOf } from "../support/identity.js";

const hostile = decodeAll(hostileFrames());
const IDENTITY = identityOf("presence");

/** A lookup would have the field's value, if only to find that there is nothing to look up. */
const IN_ORDER = { strategy: "in-order" } as const;

/** A rule that all values of the field pass; none for tests of bits, which have no such form. */
function asking(field: FieldName) {
  const everything = operatorsOf(field).find(({ name }) => name === "everything");
  return everything === undefined ? [] : [programOf("pass", [["drop", fieldMatch(field, everything)]])];
}

/** The fields whose rules are one and the same C, so that one program answers for all of them. */
const groups = new Map<string, FieldName[]>();
for (const field of FIELD_NAMES)
  for (const program of asking(field)) {
    const { text } = emit(plan(program, IN_ORDER), program, IDENTITY);
    groups.set(text, [...(groups.get(text) ?? []), field]);
  }
const cases = [...groups.values()].map((fields) => [fields.join(", "), fields] as const);

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("only whether a field is there"),
  { concurrent: true },
  () => {
    test.each(cases)("%s", async (_, fields) => {
      const compare = ({ run }: KernelProgram) => {
        for (const field of fields) expect(differences(asking(field)[0]!, hostile, run), field).toEqual([]);
      };
      await withKernelProgram(asking(fields[0]!)[0]!, compare, IN_ORDER);
    });
  },
);
