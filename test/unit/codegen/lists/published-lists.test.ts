/** Lists that people use, read from a file, against the datatypes reading their lines one by one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { drop, lines, set } from "../../../../src/index.js";
import { normalise, type FieldMatch } from "../../../../src/ir/index.js";
import { fieldRow, type FieldName, type Interval } from "../../../../src/packet/index.js";
import { programOf } from "../../../../src/testing/index.js";
import { fileOf, isThere, linesOf, titleOf } from "../../../conformance/ground-truth/testdata.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parsed = (field: FieldName, text: string): Interval => {
  const result = fieldRow(field).type.parse(text, field, fieldRow(field).bits);
  if (result.kind !== "interval") throw new Error(`${text} is no address`);
  return result.interval;
};

describe.skipIf(!isThere)(titleOf("lists read from files"), () => {
  test.each([
    ["lists/ipsum_level3_14k", "ipv4Src"],
    ["lists/be_v4", "ipv4Src"],
    ["lists/be_v6", "ipv6Src"],
    ["lists/aws_v6", "ipv6Src"],
    ["prefixes/sample_20k", "ipv4Src"],
    ["prefixes/sample_20k", "ipv6Src"],
  ] as const)("%s, %s", (name, field) => {
    const own = linesOf(`${name}.txt.gz`).filter((line) => line.includes(":") === (field === "ipv6Src"));
    if (own.length === 0) return;
    const path = join(folder, "list.txt");
    writeFileSync(path, gunzipSync(readFileSync(fileOf(`${name}.txt.gz`))));
    const rule =
      field === "ipv6Src" ? drop().ipv6Src(set("x", lines(path))) : drop().ipv4Src(set("x", lines(path)));
    const { operand } = programOf(rule).rules[0]!.matches[0] as FieldMatch;
    const intervals =
      operand.kind === "set"
        ? Array.from(operand.firsts, (first, i) => ({
            first: BigInt(first),
            last: BigInt(operand.lasts[i]!),
          }))
        : operand.kind === "intervals" && operand.intervals;
    expect(intervals).toEqual(normalise(own.map((line) => parsed(field, line))));
  });
});
