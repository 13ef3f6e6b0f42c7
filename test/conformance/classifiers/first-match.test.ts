import { describe, expect, test } from "vitest";
import { classify, type Box } from "../../../src/codegen/5-plan/classifiers/index.js";
import type { FieldName } from "../../../src/packet/index.js";
import { aclBoxes, interval } from "../../support/acl-boxes.js";
import { firstMatch, randomBoxes, samplesOf } from "../../support/box-samples.js";
import { boxOfLine } from "../../support/classbench-boxes.js";
import { createClassLookups, withClassifier, type Sample } from "../../support/classifier-program.js";
import { createRandom } from "../../support/random-numbers.js";
import { isThere, linesOf, titleOf } from "../ground-truth/testdata.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

/** Expects of many frames that the kernel comes to the rule that asking one after the other comes to. */
async function expectFirstMatches(boxes: readonly Box[], samples: number): Promise<void> {
  const collected = createClassLookups();
  const classification = classify(boxes, "rules", collected.lookups);
  const rest = new Set(classification.rest);
  const classified = boxes.filter((box) => !rest.has(box));
  await withClassifier(classification, collected, (decisionOf) => {
    const deciding = new Set<number>();
    for (const sample of samplesOf(boxes, samples, createRandom(samples))) {
      const expected = firstMatch(classified, sample);
      deciding.add(expected);
      expect(
        decisionOf(sample),
        JSON.stringify([...sample.presence, ...[...sample.values].map(String)]),
      ).toBe(expected);
    }
    expect(deciding.size).toBeGreaterThan(1);
  });
}

/** Fields of all sizes, of headers that exclude each other, and some that every frame has. */
const FIELDS: readonly (readonly FieldName[])[] = [
  ["ipv4Src", "ipv4Dst", "l4Protocol", "sport", "dport"],
  ["ipv6Src", "ipv6Dst", "tcpDport", "tcpFlags"],
  ["ipv4Src", "ipv6Src", "udpDport", "packetLength"],
  ["etherSrc", "etherType", "vlanId", "ipv4Ttl"],
  ["tcpSeq", "icmpType", "icmpCode", "ipv4Dscp", "malformed"],
];

const LISTS = ["acl2_1k", "fw2_1k", "ipc2_1k"] as const;

/** The columns of a header: source, destination, ports, protocol. Only TCP and UDP have ports. */
function sampleOf(line: string): Sample {
  const [src, dst, sport, dport, protocol] = line.split(/\s+/).map(BigInt);
  const hasPorts = protocol === 6n || protocol === 17n;
  return {
    presence: new Set(["ipv4", "l4Protocol", ...(hasPorts ? (["sport", "dport"] as const) : [])] as const),
    values: new Map([
      ["ipv4Src", src!],
      ["ipv4Dst", dst!],
      ["sport", sport!],
      ["dport", dport!],
      ["l4Protocol", protocol!],
    ]),
  };
}

describe.skipIf(!isThere || missingPrivilege() !== undefined)(
  titleOf("classifiers and lists of ClassBench"),
  () => {
    test.each(LISTS)("%s", async (name) => {
      const collected = createClassLookups();
      const boxes = linesOf(`classbench/${name}.rules.gz`).flatMap(boxOfLine);
      const classification = classify(boxes, "rules", collected.lookups);
      expect(classification.rest).toEqual([]);
      const expected = linesOf(`classbench/${name}.expect`).map((place) => Number(place) >>> 0);
      await withClassifier(classification, collected, (decisionOf) => {
        const found = linesOf(`classbench/${name}.hdr`).map((line) => decisionOf(sampleOf(line)));
        expect(found).toEqual(expected);
      });
    });
  },
);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("classifiers"), () => {
  describe.each(FIELDS.map((fields) => ({ fields, title: fields.join(", ") })))("$title", ({ fields }) => {
    test.each([1, 2, 10, 60])("%i rules", async (count) => {
      await expectFirstMatches(randomBoxes(count, fields, createRandom(count)), 1500);
    });
  });

  test("300 rules with wide ranges, of which many overlap", async () => {
    await expectFirstMatches(randomBoxes(300, FIELDS[1]!, createRandom(300)), 3000);
  });

  test.each([1, 2, 10, 100, 1000])("%i rules of an access list", async (count) => {
    await expectFirstMatches(aclBoxes(count, count), 2000);
  });

  test("1000 rules of an access list, of which many ask for port 0 among others", async () => {
    const boxes = aclBoxes(1000, 7).map((box) => {
      const dport = box.fields.get("dport");
      const isHigh = dport?.kind === "narrow" && dport.lasts[0] === 65_535;
      return isHigh ? { ...box, fields: new Map(box.fields).set("dport", interval(0, 1023)) } : box;
    });
    await expectFirstMatches(boxes, 3000);
  });

  test("10,000 rules of an access list, all of them in tables", async () => {
    const boxes = aclBoxes(10_000, 3);
    expect(classify(boxes, "rules", createClassLookups().lookups).rest).toEqual([]);
    await expectFirstMatches(boxes, 1000);
  });
});
