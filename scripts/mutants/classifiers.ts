import { crowded, firstMatch, mutantsOf, unit, type Mutant } from "./mutant.js";

const ROWS = unit("test/unit/codegen/bit-vectors/rows.test.ts");
const CLASSES = unit("test/unit/codegen/classifiers/classes.test.ts");

/** Rules about several fields: classes, the tables that they are put together by, candidates, bit vectors. */
export const CLASSIFIERS: readonly Mutant[] = [
  ...mutantsOf("src/codegen/5-plan/classifiers/classes.ts", [
    {
      name: "absent-field-meets-all",
      find: "  interner.intern(free);\n  if",
      replace: "  interner.intern(everyRule(count));\n  if",
      breaks: "A frame without a field satisfies whatever rules ask about it.",
      first: CLASSES,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/classifiers/combine.ts", [
    {
      name: "last-rule-of-a-word",
      find: "Math.clz32(word & -word)",
      replace: "Math.clz32(word)",
      breaks: "Of 32 rules that two classes leave possible the last decides.",
      first: firstMatch("classifiers", "60 rules"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/classifiers/cells.ts", [
    {
      name: "hidden-by-any-other",
      find: "conditions.implies(rules[rule]!, rules[member]!)",
      replace: "rules[rule]! > rules[member]!",
      breaks: "A rule is left out of a cell when there is an earlier one, whatever that one asks for.",
      first: firstMatch("classifiers", "300 rules with wide ranges"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/classify.h", [
    {
      name: "absent-port-is-port-0",
      find: "return (value & found) | (~found & 1 << 16);",
      replace: "return value & found;",
      breaks: "A frame without ports is taken for one with port 0.",
      first: firstMatch("classifiers", "ask for port 0 among others"),
    },
    {
      name: "pairs-of-classes-not-compared",
      find: "return same - 1;",
      replace: "return same & 0;",
      breaks: "A pair of classes that no rule has comes to the candidates of another pair.",
      first: firstMatch("classifiers", "1000 rules of an access list"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/bit-vectors/rows.ts", [
    {
      name: "second-group-in-the-first",
      find: "i * sets.words + group * halves",
      replace: "i * sets.words + group * words",
      breaks: "The bits of the second group begin in the middle of the first.",
      first: ROWS,
    },
    {
      name: "rows-not-of-their-group",
      find: "numbers[i * groups + group] = number;",
      replace: "numbers[i * groups + group] = numbers[i * groups]! || number;",
      breaks: "All groups of a class have the row of the first of them.",
      first: ROWS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/bit-vectors/index.ts", [
    {
      name: "last-bit-decides",
      find: "boxes.toSorted((a, b) => a.label - b.label)",
      replace: "boxes.toSorted((a, b) => b.label - a.label)",
      breaks: "The first bit of the rows is that of the last rule.",
      first: firstMatch("bit-vectors", "65 rules"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/vectors.h", [
    {
      name: "number-of-all-bits",
      find: "number_of(word & -word)",
      replace: "number_of(word)",
      breaks: "Of several rules of a word none decides, but one with the bits of all their numbers.",
      first: firstMatch("bit-vectors", "65 rules"),
    },
    {
      name: "last-word-first",
      find: "for (int i = WORDS_MAX - 1; i >= 0; i--) {",
      replace: "for (int i = 0; i < WORDS_MAX; i++) {",
      breaks: "Of two words with rules that match the last decides.",
      first: firstMatch("bit-vectors", "512 rules"),
    },
  ]),
  ...mutantsOf("templates/partials/bit-vectors/vectors.c.hbs", [
    {
      name: "first-group-only",
      find: "group < {{groups}}; group++",
      replace: "group < 1; group++",
      breaks: "Of the groups of bit vectors the first alone is asked.",
      first: firstMatch("bit-vectors", "3000 rules of an access list"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/decide-view.ts", [
    {
      name: "bit-vectors-not-asked",
      find: "[...plan.classifiers, ...vectors]",
      replace: "[...plan.classifiers]",
      breaks: "Rules that are bit vectors decide nothing.",
      first: crowded("40 rules"),
    },
  ]),
];
