import { describe, expect, test } from "vitest";
import { flipPoints } from "../../../src/codegen/5-plan/strategies/flip-points.js";
import { ipv6FlipPoints } from "../../../src/codegen/5-plan/strategies/ipv6-flip-points.js";
import { prefixBitmap } from "../../../src/codegen/5-plan/strategies/prefix-bitmap.js";
import { parseIpv4, parseIpv6 } from "../../../src/packet/index.js";
import { withLookup } from "../../support/lookup-program.js";
import { narrowMap } from "../../support/value-maps.js";
import { flattened, wideMap, type Prefix } from "../../support/wide-maps.js";
import { isThere, linesOf, titleOf } from "../ground-truth/testdata.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const OUTSIDE = 0xffffffff;

type Family = "ipv4" | "ipv6";

const familyOf = (text: string): Family => (text.includes(":") ? "ipv6" : "ipv4");

/** Addresses as numbers of 128 bits; those of IPv4 in the upper 32, so that nested prefixes of both are flattened alike. */
const addressOf = (text: string): bigint =>
  familyOf(text) === "ipv6" ? BigInt(parseIpv6(text)) : BigInt(parseIpv4(text)) << 96n;

const prefixesOf = (file: string, family: Family): Prefix[] =>
  linesOf(`${file}.txt.gz`)
    .filter((line) => familyOf(line) === family)
    .map((line) => {
      const [address, length] = line.split("/");
      return { value: addressOf(address!), length: Number(length ?? (family === "ipv6" ? 128 : 32)) };
    });

const probesOf = (file: string, family: Family) =>
  linesOf(`${file}.probes`)
    .filter((line) => familyOf(line) === family)
    .map((line) => {
      const [address, inside] = line.split(" ");
      return { address: address!, value: addressOf(address!), inside: inside === "1" };
    });

const ipv4Map = (prefixes: readonly Prefix[], labelOf: (i: number) => number) =>
  narrowMap(
    flattened(prefixes, labelOf).map(
      ({ first, last, label }) => [Number(first >> 96n), Number(last >> 96n), label] as const,
    ),
  );

/** The index of the longest of the prefixes that a value lies in. */
function longestOf(prefixes: readonly Prefix[], value: bigint): number {
  let [best, index] = [-1, OUTSIDE];
  prefixes.forEach(({ value: first, length }, i) => {
    const rest = BigInt(128 - length);
    if (length > best && value >> rest === first >> rest) [best, index] = [length, i];
  });
  return index;
}

const TABLE = "prefixes/sample_20k";
const IPV4 = ["lists/be_v4", "lists/ipsum_level3_14k", TABLE];
const IPV6 = ["lists/be_v6", "lists/aws_v6", TABLE];

/** The searches through a whole table take long. */
const SOME = 300;

describe.skipIf(missingPrivilege() !== undefined || !isThere)(
  kernelTitle(titleOf("prefixes by strategy")),
  () => {
    const ipv4 = [prefixBitmap, flipPoints].flatMap((strategy) => IPV4.map((file) => ({ file, strategy })));

    test.each(ipv4)("$file by $strategy.name", async ({ file, strategy }) => {
      const map = ipv4Map(prefixesOf(file, "ipv4"), () => 1);
      const probes = probesOf(file, "ipv4");
      expect(probes.length).toBeGreaterThan(100);
      await withLookup(strategy, map, (labelOf) => {
        for (const { address, value, inside } of probes)
          expect(labelOf(value >> 96n), address).toBe(inside ? 1 : OUTSIDE);
      });
    });

    test.each(IPV6)("%s by ipv6-flip-points", async (file) => {
      const map = wideMap(flattened(prefixesOf(file, "ipv6"), () => 1));
      const probes = probesOf(file, "ipv6");
      expect(probes.length).toBeGreaterThan(100);
      await withLookup(ipv6FlipPoints, map, (labelOf) => {
        for (const { address, value, inside } of probes)
          expect(labelOf(value), address).toBe(inside ? 1 : OUTSIDE);
      });
    });

    test("the longest prefix of a nested table, IPv4", async () => {
      const prefixes = prefixesOf(TABLE, "ipv4");
      const map = ipv4Map(prefixes, (i) => i);
      await withLookup(flipPoints, map, (labelOf) => {
        for (const { address, value } of probesOf(TABLE, "ipv4").slice(0, SOME))
          expect(labelOf(value >> 96n), address).toBe(longestOf(prefixes, value));
      });
    });

    test("the longest prefix of a nested table, IPv6", async () => {
      const prefixes = prefixesOf(TABLE, "ipv6");
      const map = wideMap(flattened(prefixes, (i) => i));
      await withLookup(ipv6FlipPoints, map, (labelOf) => {
        for (const { address, value } of probesOf(TABLE, "ipv6").slice(0, SOME))
          expect(labelOf(value), address).toBe(longestOf(prefixes, value));
      });
    });
  },
);
