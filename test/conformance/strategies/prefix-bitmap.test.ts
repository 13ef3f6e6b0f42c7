import { describe, expect, test } from "vitest";
import { prefixBitmap } from "../../../src/codegen/5-plan/strategies/prefix-bitmap.js";
import { withLookup } from "../../support/lookup-program.js";
import { manyIntervals, narrowCases, probesOf, searchNarrow } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const million = { title: "1,000,000 intervals", map: manyIntervals(1_000_000, () => 7) };
const cases = [...narrowCases(), million].filter(({ map }) => prefixBitmap.estimate(map) !== undefined);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("prefix-bitmap"), () => {
  test.each(cases)("$title", async ({ map }) => {
    await withLookup(prefixBitmap, map, (labelOf) => {
      for (const value of probesOf(map)) expect(labelOf(value), `of ${value}`).toBe(searchNarrow(map, value));
    });
  });
});
