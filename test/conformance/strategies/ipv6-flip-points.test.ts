import { describe, expect, test } from "vitest";
import { ipv6FlipPoints } from "../../../src/codegen/5-plan/strategies/ipv6-flip-points.js";
import { withLookup } from "../../support/lookup-program.js";
import { macCases, macProbes } from "../../support/mac-maps.js";
import { searchWide, wideCases, wideProbes } from "../../support/wide-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("ipv6-flip-points"), () => {
  test.each(wideCases())("$title", async ({ map }) => {
    await withLookup(ipv6FlipPoints, map, (labelOf) => {
      for (const value of wideProbes(map)) expect(labelOf(value), `of ${value}`).toBe(searchWide(map, value));
    });
  });

  test.each(macCases())("MAC addresses: $title", async ({ map }) => {
    await withLookup(ipv6FlipPoints, map, (labelOf) => {
      for (const value of macProbes(map)) expect(labelOf(value), `of ${value}`).toBe(searchWide(map, value));
    });
  });
});
