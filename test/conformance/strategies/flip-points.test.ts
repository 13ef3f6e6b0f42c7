import { describe, expect, test } from "vitest";
import { flipPoints } from "../../../src/codegen/5-plan/strategies/flip-points.js";
import { withLookup } from "../../support/lookup-program.js";
import { manyIntervals, narrowCases, probesOf, searchNarrow } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const million = [
  { title: "1,000,000 intervals, one label", map: manyIntervals(1_000_000, () => 7) },
  { title: "1,000,000 intervals, a label each", map: manyIntervals(1_000_000, (i) => i) },
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("flip-points"), () => {
  test.each([...narrowCases(), ...million])("$title", async ({ map }) => {
    await withLookup(flipPoints, map, (labelOf) => {
      for (const value of probesOf(map)) expect(labelOf(value), `of ${value}`).toBe(searchNarrow(map, value));
    });
  });
});
