import { describe, expect, test } from "vitest";
import { groupsOf, rowsOf } from "../../../../src/codegen/5-plan/bit-vectors/rows.js";
import { wordsFor, type RuleSets } from "../../../../src/codegen/5-plan/classifiers/rule-sets.js";
import { createRandom } from "../../../support/random-numbers.js";

/** Sets of rules at random: what belongs to the first group is the same in every other set. */
function randomSets(count: number, rules: number): RuleSets {
  const random = createRandom(rules);
  const words = wordsFor(rules);
  const bits = new Uint32Array(count * words);
  for (let i = 0; i < count; i++)
    for (let rule = 0; rule < rules; rule++) {
      const isIn = i % 2 === 0 && rule < 512 ? rule % 3 === 0 : random(2) === 0;
      if (isIn) bits[i * words + (rule >>> 5)]! |= 1 << (rule & 31);
    }
  return { words, count, bits };
}

describe("rows", () => {
  test.each([
    [1, 1, 1],
    [64, 1, 1],
    [65, 1, 2],
    [512, 1, 8],
    [513, 2, 8],
    [1024, 2, 8],
    [16_384, 32, 8],
  ])("%i rules are %i groups of rows of %i words", (rules, groups, words) => {
    expect(groupsOf(rules)).toEqual({ groups, words });
  });

  test.each([1, 31, 32, 33, 64, 65, 511, 512, 513, 544, 545, 1500])(
    "of %i rules have the bits of the sets",
    (rules) => {
      const sets = randomSets(9, rules);
      const { numbers, elements, count } = rowsOf(sets, rules)!;
      const { groups, words } = groupsOf(rules);
      expect(elements.length).toBe(count * words);
      const has = (set: number, rule: number) =>
        (sets.bits[set * sets.words + (rule >>> 5)]! >>> (rule & 31)) & 1;
      for (let set = 0; set < sets.count; set++)
        for (let rule = 0; rule < groups * words * 64; rule++) {
          const row = numbers[set * groups + Math.floor(rule / 512)]!;
          const word = elements[row * words + (Math.floor(rule / 64) % 8)]!;
          const expected = rule < rules ? has(set, rule) : 0;
          expect(Number((word >> BigInt(rule % 64)) & 1n), `rule ${rule} of set ${set}`).toBe(expected);
        }
    },
  );

  test("equal ones are kept once", () => {
    expect(rowsOf(randomSets(8, 512), 512)!.count).toBe(5);
    expect(rowsOf(randomSets(8, 513), 513)!.numbers.filter((number) => number === 0)).toHaveLength(4);
  });
});
