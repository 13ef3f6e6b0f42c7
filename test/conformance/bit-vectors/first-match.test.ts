import { describe, expect, test } from "vitest";
import { vectorise } from "../../../src/codegen/5-plan/bit-vectors/index.js";
import type { Box } from "../../../src/codegen/5-plan/classifiers/index.js";
import type { FieldName } from "../../../src/packet/index.js";
import { aclBoxes } from "../../support/acl-boxes.js";
import { firstMatch, randomBoxes, samplesOf } from "../../support/box-samples.js";
import { createClassLookups, withVectors } from "../../support/classifier-program.js";
import { createRandom } from "../../support/random-numbers.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

/** Expects of many frames that the kernel comes to the rule that asking one after the other comes to. */
async function expectFirstMatches(boxes: readonly Box[], samples: number): Promise<void> {
  const collected = createClassLookups();
  const { lists, rest } = vectorise(boxes);
  expect(rest).toEqual([]);
  await withVectors(lists, collected, (decisionOf) => {
    const deciding = new Set<number>();
    for (const sample of samplesOf(boxes, samples, createRandom(samples))) {
      const expected = firstMatch(boxes, sample);
      deciding.add(expected);
      expect(
        decisionOf(sample),
        JSON.stringify([...sample.presence, ...[...sample.values].map(String)]),
      ).toBe(expected);
    }
    expect(deciding.size).toBeGreaterThan(1);
  });
}

/** Fields of all sizes, of headers that exclude each other, and some that every frame has; the last are more than a classifier takes. */
const FIELDS: readonly (readonly FieldName[])[] = [
  ["ipv4Src", "ipv4Dst", "l4Protocol", "sport", "dport"],
  ["ipv6Src", "ipv6Dst", "tcpDport", "tcpFlags"],
  ["ipv4Src", "ipv6Src", "udpDport", "packetLength"],
  [
    "tcpSeq",
    "icmpType",
    "icmpCode",
    "ipv4Dscp",
    "malformed",
    "ipv4Src",
    "ipv4Dst",
    "ipv4Ttl",
    "ipv6HopLimit",
    "ipv6FlowLabel",
    "ipv6Src",
    "ipv6Dst",
    "etherType",
    "vlanId",
    "vlanInnerId",
    "tcpSport",
    "tcpDport",
    "udpSport",
    "udpDport",
    "tcpFlags",
    "tcpWindow",
    "packetLength",
  ],
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("bit vectors"), () => {
  describe.each(FIELDS.map((fields) => ({ fields, title: `${fields.length} fields` })))(
    "$title",
    ({ fields }) => {
      // The edges of a word and of a group.
      test.each([1, 2, 63, 64, 65, 512, 513, 1100])("%i rules", async (count) => {
        await expectFirstMatches(randomBoxes(count, fields, createRandom(count)), 1500);
      });
    },
  );

  test.each([1, 100, 3000])("%i rules of an access list", async (count) => {
    await expectFirstMatches(aclBoxes(count, count), 2000);
  });

  test("several lists, each of several groups", async () => {
    await expectFirstMatches(aclBoxes(17_000, 5), 1000);
  });
});
