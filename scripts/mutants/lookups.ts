import {
  field,
  forced,
  mutantsOf,
  pairedRules,
  rulesets,
  strategy,
  unit,
  waysTogether,
  type Mutant,
} from "./mutant.js";

const FLATTEN = unit("test/unit/codegen/plan/flatten.test.ts");
const SECTIONS = unit("test/unit/codegen/plan/sections.test.ts");
const PAIRS = unit("test/unit/codegen/plan/pairs.test.ts");
const LIMITS = unit("test/unit/codegen/plan/limits.test.ts");

/** What becomes of rules that are decided together: which these are, their labels, their tables, and how `decide()` asks. */
export const LOOKUPS: readonly Mutant[] = [
  ...mutantsOf("src/codegen/5-plan/boxes.ts", [
    {
      name: "last-match-on-a-field-alone",
      find: "known === undefined ? values : common(known, values)",
      replace: "values",
      breaks: "Of several matches on one field the last alone is asked.",
      first: waysTogether("several matches on one field"),
    },
    {
      name: "presence-beside-a-field-ignored",
      find: "presence.every((bit) => bit === own)",
      replace: "presence.some((bit) => bit === own)",
      breaks: "A rule about one field that asks for a tag as well is looked up by the field alone.",
      first: waysTogether("in turns"),
    },
  ]),
  ...mutantsOf("src/ir/match-values.ts", [
    {
      name: "negated-values-looked-up",
      find: "negated ? otherValues(held, max) : held",
      replace: "held",
      breaks: "What a rule names with `not` is looked up as if it were named without.",
      first: forced("one rule with all .* 8"),
    },
    {
      name: "negated-set-is-the-set",
      find: 'KNOWN[negated ? "negated" : "plain"]',
      replace: "KNOWN.plain",
      breaks: "A set with `not` has the values that were worked out for the set without.",
      first: waysTogether("a set and its complement"),
    },
    {
      name: "any-flag-of-several",
      find: "(value & mask) === wanted",
      replace: "(value & mask) !== 0",
      breaks: "Of flags that are looked up any one is enough.",
      first: field("tcpFlags"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/flatten.ts", [
    {
      name: "greatest-label-first",
      find: "labels[items[a]!]! < labels[items[b]!]!",
      replace: "labels[items[a]!]! > labels[items[b]!]!",
      breaks: "A value that several rules have gets the label of the last.",
      first: FLATTEN,
    },
    {
      name: "last-value-given-away",
      find: "while (top !== undefined && lasts[top]! < value) {",
      replace: "while (top !== undefined && lasts[top]! <= value) {",
      breaks: "An interval is closed in front of its last value.",
      first: FLATTEN,
    },
    {
      name: "interval-into-the-next",
      find: "Math.min(lasts[top]!, firsts[next]! - 1)",
      replace: "Math.min(lasts[top]!, firsts[next]!)",
      breaks: "The first value of an interval has the label of the one that it begins in.",
      first: FLATTEN,
    },
    {
      name: "wide-interval-one-too-long",
      find: "placeOf(ends, last + 1n) - 1",
      replace: "placeOf(ends, last + 1n)",
      breaks: "An interval of IPv6 addresses goes on to where the next one begins.",
      first: FLATTEN,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/index.ts", [
    {
      name: "only-lookup-has-no-policy",
      find: "isOnly ? policyDecision : UNDECIDED",
      replace: "isOnly ? UNDECIDED : policyDecision",
      breaks: "Where one lookup decides everything, what it does not find has no decision.",
      first: forced(".addresses. 8"),
    },
    {
      name: "only-classifier-has-no-policy",
      find: "(i === count ? decision : e)",
      replace: "e",
      breaks: "Where one classifier decides everything, what it does not find has no decision.",
      first: waysTogether("all classified"),
    },
    {
      name: "pairs-without-policy",
      find: "fields.size + pairs.length === 1",
      replace: "fields.size === 1",
      breaks: "Where one lookup of pairs decides everything, what it does not find has no decision.",
      first: PAIRS,
    },
    {
      name: "rest-of-a-classifier-lost",
      find: "  left.push(...classified.rest);\n",
      replace: "",
      breaks: "Rules that cannot be classified are left out.",
      first: waysTogether("of too many fields"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/shapes.ts", [
    {
      name: "rules-of-too-many-fields-lost",
      find: "    else rest.push(...shape.members);\n",
      replace: "",
      breaks: "Rules about more fields than a classifier has are left out.",
      first: waysTogether("of too many fields"),
    },
    {
      name: "short-lists-lost",
      find: "rest: [...rest, ...lists.filter((shape) => !isLong(shape)).flatMap((shape) => shape.members)]",
      replace: "rest",
      breaks: "Rules that are too few for a classifier of their own are left out.",
      first: waysTogether("of too many fields"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/class-lookups.ts", [
    {
      name: "classified-rules-drop",
      find: "decisionOf(slot, ACTIONS[rule.action].value)",
      replace: "decisionOf(slot, ACTIONS.drop.value)",
      breaks: "Whatever their action, rules that are classified drop.",
      first: waysTogether("of too many fields"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/pairs.ts", [
    {
      name: "pairs-of-any-presence",
      find: '[...[...fields.keys()].sort(), ...[...presence].sort()].join(" ")',
      replace: '[...fields.keys()].sort().join(" ")',
      breaks: "Pairs of which some ask for a tag as well are looked up together, as the first of them asks.",
      first: PAIRS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/pair-map.ts", [
    {
      name: "last-rule-of-a-pair",
      find: "if (!decisions.has(high | low)) decisions.set(high | low, decision);",
      replace: "decisions.set(high | low, decision);",
      breaks: "A pair that several rules ask for is decided by the last.",
      first: PAIRS,
    },
    {
      name: "number-of-none-taken",
      find: "label: i + 1 }",
      replace: "label: i }",
      breaks: "The least value that is numbered has the number of all values that no rule asks for.",
      first: PAIRS,
    },
    {
      name: "halves-of-a-key-turned-round",
      find: "upperOf(value) << BigInt(lower.bits)",
      replace: "upperOf(value) << BigInt(upper.bits)",
      breaks: "The upper half of a key stands where there is room for another upper half below it.",
      first: PAIRS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/paired-rules.ts", [
    {
      name: "pairs-for-a-classifier-lost",
      find: "rest: members.filter((member) => !taken.has(member))",
      replace: "rest",
      breaks: "Pairs that a classifier decides sooner than a lookup are left out.",
      first: pairedRules("two MAC addresses 9"),
    },
  ]),
  ...mutantsOf("src/codegen/decision.ts", [
    {
      name: "decision-of-two-bits",
      find: "slot * 8 + action",
      replace: "slot * 4 + action",
      breaks: "In a table a decision has two bits for the action, in C three.",
      first: forced(".addresses. 64"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/inline.ts", [
    {
      name: "long-list-negated-twice",
      find: "valuesOf({ ...match, negated: false })",
      replace: "valuesOf(match)",
      breaks: "A list with `not` in a rule of several fields is negated twice.",
      first: waysTogether("long lists"),
    },
    {
      name: "long-list-never-negated",
      find: '[{ kind: "lookup", lookup: lookup.name }], negated, span',
      replace: '[{ kind: "lookup", lookup: lookup.name }], negated: false, span',
      breaks: "A list that a rule of several fields looks up is never negated.",
      first: waysTogether("long lists"),
    },
    {
      name: "long-list-turned-round",
      find: "[{ label: 1, values }], 0)",
      replace: "[{ label: 0, values }], 1)",
      breaks: "A list that a rule of several fields looks up holds for all that is not in it.",
      first: waysTogether("long lists"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/sections.ts", [
    {
      name: "piece-without-its-last-element",
      find: "(i + 1) * most)",
      replace: "(i + 1) * most - 1)",
      breaks: "The last element of each piece of a long table is missing.",
      first: SECTIONS,
    },
    {
      name: "sections-overfull",
      find: "used + bytes > SECTION_BYTES",
      replace: "used > SECTION_BYTES",
      breaks: "The table with which a section becomes too long is put into it.",
      first: SECTIONS,
    },
    {
      name: "lines-between-tables-forgotten",
      find: "const bytes = onLines(elements.byteLength);",
      replace: "const bytes = elements.byteLength;",
      breaks: "What lies between tables, up to the next cache line, is not counted.",
      first: SECTIONS,
    },
    {
      name: "tables-alike-in-one-piece",
      find: "return pieces.every((piece) => {",
      replace: "return pieces.some((piece) => {",
      breaks: "Tables share their place when one of their pieces is the same.",
      first: SECTIONS,
    },
    {
      name: "tables-alike-in-their-bytes",
      find: "BYTES_PER_ELEMENT === elements.BYTES_PER_ELEMENT && own.equals(theirs)",
      replace: "own.equals(theirs)",
      breaks: "Tables of elements of another size share their place when their bytes are the same.",
      first: SECTIONS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/limits.ts", [
    {
      name: "shared-tables-counted-again",
      find: "tables.filter(({ shared }) => !shared).flatMap(",
      replace: "tables.flatMap(",
      breaks: "A set that two rules have is counted twice against the memory that is allowed.",
      first: LIMITS,
    },
    {
      name: "sections-not-counted",
      find: "needed <= allowed && maps <= MOST_SECTIONS",
      replace: "needed <= allowed",
      breaks: "Tables of more sections than a program may have are not refused.",
      first: LIMITS,
    },
    {
      name: "lists-are-no-functions",
      find: "if (parts.length + lists.length <= MOST_FUNCTIONS) return;",
      replace: "if (parts.length <= MOST_FUNCTIONS) return;",
      breaks: "Functions of long lists do not count among those that a program may have.",
      first: LIMITS,
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/decide-view.ts", [
    {
      name: "looked-up-without-presence",
      find: "guarded(presence, use(stepCall(step)))",
      replace: "[use(stepCall(step))]",
      breaks: "A field that the frame does not have is looked up.",
      first: field("ipv4Src"),
    },
    {
      name: "one-lookup-hides-the-rest",
      find: "vectors.length + rules.length === 0",
      replace: "vectors.length === 0",
      breaks: "Beside one lookup nothing else is asked.",
      first: waysTogether("one field looked up"),
    },
    {
      name: "compared-rules-not-asked",
      find: "...(rules.length === 0 ? [] : [asked]),",
      replace: "",
      breaks: "Beside lookups the rules that are compared are not asked.",
      first: waysTogether("in turns"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/lookup-view.ts", [
    {
      name: "key-of-32-bits",
      find: "`(__u64)${value} << ${shift}`",
      replace: "`${value} << ${shift}`",
      breaks: "The upper half of a key of two fields is cut to 32 bits.",
      first: pairedRules("an address and a port 60"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/table-view.ts", [
    {
      name: "pieces-turned-round",
      find: "{ function: symbol, pieces: arrays }",
      replace: "{ function: symbol, pieces: arrays.toReversed() }",
      breaks: "The pieces of a long table are read from the last to the first.",
      first: strategy("perfect-hash", "in several sections"),
    },
  ]),
  ...mutantsOf("src/codegen/7-compile/fill-tables.ts", [
    {
      name: "pieces-filled-from-the-start",
      find: "elements.buffer, elements.byteOffset, elements.byteLength",
      replace: "elements.buffer, 0, elements.byteLength",
      breaks: "Every piece of a long table has the elements of the first.",
      first: strategy("perfect-hash", "in several sections"),
    },
    {
      name: "tables-filled-at-the-start",
      find: "elements.byteLength), offset)",
      replace: "elements.byteLength), 0)",
      breaks: "Tables are written over each other at the start of their section.",
      first: strategy("perfect-hash", "1000 values, a label each"),
    },
  ]),
  ...mutantsOf("templates/partials/table.c.hbs", [
    {
      name: "second-piece-from-its-middle",
      find: "\tindex -= {{length}};\n",
      replace: "",
      breaks: "The index into a later piece of a table is that into the whole table.",
      first: strategy("perfect-hash", "in several sections"),
    },
    {
      name: "element-behind-a-table",
      find: "if (index < {{length}})",
      replace: "if (index <= {{length}})",
      breaks: "The element behind a table may be read.",
      first: strategy("flip-points", "1000 intervals, three labels"),
    },
  ]),
  ...mutantsOf("templates/partials/only.c.hbs", [
    {
      name: "policy-drops-what-lacks-the-field",
      find: "return {{policy}}; /* policy */",
      replace: "return UNDECIDED; /* policy */",
      breaks: "A frame that does not have the only field that is looked up has no decision.",
      first: field("ipv4Src"),
    },
  ]),
  ...mutantsOf("templates/partials/least.c.hbs", [
    {
      name: "no-policy-beside-lookups",
      find: "forget({{policy}}, p->length)",
      replace: "forget(UNDECIDED, p->length)",
      breaks: "Where several ways are asked and none knows a rule that matches, there is no decision.",
      first: waysTogether("in turns"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/lookup.h", [
    {
      name: "greatest-decision-wins",
      find: "return a + (more & below);",
      replace: "return b - (more & below);",
      breaks: "Of what several ways come to, the last rule decides.",
      first: waysTogether("in turns"),
    },
    {
      name: "interval-without-an-end",
      find: "(((value - first) | (last - value)) >> 63) ^ 1",
      replace: "((value - first) >> 63) ^ 1",
      breaks: "What lies behind an interval that is compared in a lookup lies in it.",
      first: strategy("compare", "values and intervals"),
    },
    {
      name: "choice-turned-round",
      find: "no ^ ((yes ^ no) & mask)",
      replace: "yes ^ ((yes ^ no) & mask)",
      breaks: "What is found has the label of what is not, and the other way round.",
      first: strategy("compare", "values and intervals"),
    },
  ]),
  ...mutantsOf("templates/partials/in-order.c.hbs", [
    {
      name: "undecided-after-compared-rules",
      find: "return {{otherwise}}; /* {{remark}} */",
      replace: "return UNDECIDED; /* {{remark}} */",
      breaks: "Where all rules are compared and none matches, there is no decision.",
      first: rulesets("the policy drop"),
    },
  ]),
];
