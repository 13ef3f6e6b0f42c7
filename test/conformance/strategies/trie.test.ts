import { describe, expect, test } from "vitest";
import { trie } from "../../../src/codegen/5-plan/strategies/trie.js";
import { withLookup } from "../../support/lookup-program.js";
import { trieCases } from "../../support/trie-cases.js";
import { probesOf, searchNarrow } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("trie"), () => {
  test.each(trieCases())("$title", async ({ map }) => {
    await withLookup(trie, map, (labelOf) => {
      for (const value of probesOf(map)) expect(labelOf(value), `of ${value}`).toBe(searchNarrow(map, value));
    });
  });
});
