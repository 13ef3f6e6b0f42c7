/** libpcap's own tests of filter expressions on Ethernet captures: which frames each matches. */
import { describe, expect, test } from "vitest";
import { programOf, readCapture } from "../../../src/testing/index.js";
import { dropped, ENGINES } from "./engines.js";
import { DISAGREEMENTS, EXPRESSIONS } from "./libpcap-expressions.js";
import { fileOf, isThere, objectsOf, titleOf } from "./testdata.js";

interface Vector {
  readonly name: string;
  readonly expr: string;
  readonly savefile: string;
  /** For each frame whether libpcap's filter matches it. */
  readonly match: readonly boolean[];
}

const vectors = objectsOf<Vector>("vectors/libpcap_apply_ethernet.jsonl");
const said = vectors.flatMap((vector) => {
  const rules = EXPRESSIONS[vector.expr];
  return rules === undefined || typeof rules === "string" ? [] : [{ ...vector, rules }];
});

describe.skipIf(!isThere)(titleOf("filter expressions of libpcap"), () => {
  test("every expression has its rules, or why there are none", () => {
    expect(new Set(Object.keys(EXPRESSIONS))).toEqual(new Set(vectors.map(({ expr }) => expr)));
  });

  test("every disagreement is one of a test that is here", () => {
    const names = said.map(({ name }) => name);
    expect(Object.keys(DISAGREEMENTS).filter((name) => !names.includes(name))).toEqual([]);
  });

  describe.each(ENGINES)("$title", { concurrent: true }, (engine) => {
    test.skipIf(engine.isMissing).each(said)("$name: $expr", async ({ name, rules, savefile, match }) => {
      const frames = readCapture(fileOf(`captures-libpcap/${savefile}`));
      const found = await dropped(engine, programOf(rules), frames);
      const theirs = match.flatMap((matches, index) => (matches ? [index] : []));
      expect(match).toHaveLength(frames.length);
      expect({
        libpcapAlone: theirs.filter((index) => !found.includes(index)),
        xdpgenAlone: found.filter((index) => !theirs.includes(index)),
      }).toEqual({
        libpcapAlone: DISAGREEMENTS[name]?.libpcapAlone ?? [],
        xdpgenAlone: DISAGREEMENTS[name]?.xdpgenAlone ?? [],
      });
    });
  });
});
