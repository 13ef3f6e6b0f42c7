import { mutantsOf, unit, type Mutant } from "./mutant.js";

const OPTIMISE = unit("test/unit/codegen/optimise.test.ts");
const DECISIONS = unit("test/unit/codegen/optimised-decisions.test.ts");
const INTERVALS = unit("test/unit/ir/intervals.test.ts");

/** The optimiser, and the arithmetic of intervals that it and others stand on. */
export const OPTIMISER: readonly Mutant[] = [
  ...mutantsOf("src/codegen/4-optimise/passes/remove-shadowed.ts", [
    {
      name: "shadowed-by-one-match",
      find: "k.demands.every(",
      replace: "k.demands.some(",
      breaks: "A rule is removed when one match of an earlier rule covers it.",
      first: OPTIMISE,
    },
    {
      name: "shadowed-by-absent-fields",
      find: "fields.has(match.field) && hasAll(",
      replace: "hasAll(",
      breaks: "A rule is removed because of an earlier match on a field that it does not name.",
      first: DECISIONS,
    },
    {
      name: "shadowed-by-a-part",
      find: "hasAll(values, facts.get(match.field) ?? [])",
      replace: "hasAll(facts.get(match.field) ?? [], values)",
      breaks: "A rule is removed when an earlier one matches a part of its packets.",
      first: OPTIMISE,
    },
    {
      name: "shadowed-by-any-protocol",
      find: "return headers.has(match.protocol);",
      replace: "return headers.size > 0;",
      breaks: "A rule is removed when an earlier one asks for a protocol, whichever.",
      first: DECISIONS,
    },
  ]),
  ...mutantsOf("src/codegen/4-optimise/passes/remove-implied-checks.ts", [
    {
      name: "all-protocol-checks-removed",
      find: "|| !implied.has(match.protocol)",
      replace: "",
      breaks: "The checks of protocols that no field implies are removed too.",
      first: DECISIONS,
    },
  ]),
  ...mutantsOf("src/codegen/4-optimise/facts.ts", [
    {
      name: "tcp-implies-ipv4",
      find: '  tcp: ["ip"],',
      replace: '  tcp: ["ipv4", "ip"],',
      breaks: "A port of TCP counts as a proof of IPv4, so that `ipv4()` is removed beside it.",
      first: DECISIONS,
    },
    {
      name: "th-is-tcp",
      find: "th: { l4Protocol: only(6, 17) }",
      replace: "th: { l4Protocol: only(6) }",
      breaks: "`sport` and `dport` count as a proof of TCP, so that rules about UDP are refused.",
      first: DECISIONS,
    },
    {
      name: "ip-is-ipv4",
      find: "ip: { etherType: only(0x0800, 0x86dd) }",
      replace: "ip: { etherType: only(0x0800) }",
      breaks: "A fragment counts as a proof of IPv4, so that rules about fragments of IPv6 are refused.",
      first: DECISIONS,
    },
    {
      name: "next-header-is-the-protocol",
      find: 'match.field === "ipv4Protocol"',
      replace: 'match.field === "ipv4Protocol" || match.field === "ipv6NextHeader"',
      breaks:
        "IPv6's next header counts as the transport protocol, also where extension headers stand between.",
      first: OPTIMISE,
    },
    {
      name: "ipv4-without-options",
      find: "ipv4HeaderLength: [{ first: 5n, last: 15n }]",
      replace: "ipv4HeaderLength: [{ first: 5n, last: 14n }]",
      breaks: "The optimiser thinks that no IPv4 header has the length 15.",
      first: DECISIONS,
    },
  ]),
  ...mutantsOf("src/ir/match-values.ts", [
    {
      name: "facts-without-negation",
      find: "negated ? otherValues(held, max) : held;",
      replace: "held;",
      breaks: "The optimiser takes negated matches for plain ones.",
      first: DECISIONS,
    },
    {
      name: "facts-of-all-bit-tests",
      find: "numbers.some(",
      replace: "numbers.every(",
      breaks: "The optimiser thinks that all bit tests of a match have to hold.",
      first: DECISIONS,
    },
  ]),
  ...mutantsOf("src/ir/intervals.ts", [
    {
      name: "normalise-joins-over-a-gap",
      find: "first > previous.last + 1n",
      replace: "first > previous.last + 2n",
      breaks: "Two intervals with one value between them are joined.",
      first: INTERVALS,
    },
    {
      name: "normalise-forgets-the-longer",
      find: "else if (last > previous.last) previous.last = last;",
      replace: "else previous.last = last;",
      breaks: "An interval inside another one cuts it short.",
      first: INTERVALS,
    },
    {
      name: "complement-keeps-an-end",
      find: "next = last + 1n;",
      replace: "next = last;",
      breaks: "The last value of an interval is in its complement.",
      first: INTERVALS,
    },
    {
      name: "complement-without-the-largest",
      find: "if (next <= max)",
      replace: "if (next < max)",
      breaks: "The complement never has the largest value alone.",
      first: INTERVALS,
    },
    {
      name: "intersect-without-single-values",
      find: "if (first <= last)",
      replace: "if (first < last)",
      breaks: "What two sets have in common is lost when it is one value.",
      first: INTERVALS,
    },
    {
      name: "prefix-unaligned",
      find: " || (first & (size - 1n)) !== 0n",
      replace: "",
      breaks: "A range of addresses whose size is a power of two counts as a prefix wherever it begins.",
      first: INTERVALS,
    },
    {
      name: "prefix-length-off-by-one",
      find: "size.toString(2).length - 1",
      replace: "size.toString(2).length",
      breaks: "A prefix is one bit shorter than it is.",
      first: INTERVALS,
    },
  ]),
  ...mutantsOf("src/ir/values.ts", [
    {
      name: "includes-forgets-the-end",
      find: "if (last > (isFlat(outer) ? outer.lasts[holder]! : outer[holder]!.last)) return false;",
      replace: "",
      breaks: "An interval that only begins inside another one counts as a part of it.",
      first: INTERVALS,
    },
  ]),
];
