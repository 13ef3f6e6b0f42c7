import { field, mutantsOf, rulesets, unit, type Mutant } from "./mutant.js";

const INTERPRET = unit("test/unit/testing/interpret.test.ts");

/** Not the compiler but what judges it: were the interpreter blind, agreement with it would show nothing. */
export const JUDGE: readonly Mutant[] = [
  ...mutantsOf("src/testing/interpret.ts", [
    {
      name: "judge-negates-presence",
      find: 'if (value === undefined) return "no-field";',
      replace: 'if (value === undefined) return negated ? "holds" : "no-field";',
      breaks: "The interpreter lets a negated match hold for frames that do not have the field.",
      first: INTERPRET,
    },
    {
      name: "judge-range-end-excluded",
      find: "value <= operand.intervals[at]!.last",
      replace: "value < operand.intervals[at]!.last",
      breaks: "The interpreter leaves the last value out of a range.",
      first: INTERPRET,
    },
  ]),
  ...mutantsOf("src/testing/decode/ipv6.ts", [
    {
      name: "judge-nine-extensions",
      find: "const MAX_EXTENSIONS = 8;",
      replace: "const MAX_EXTENSIONS = 9;",
      breaks: "The decoder walks nine extension headers.",
      first: field("l4Protocol"),
    },
    {
      name: "judge-ah-in-eights",
      find: "(length + 2) * 4",
      replace: "(length + 1) * 8",
      breaks: "The decoder reads the length of AH in words of eight bytes.",
      first: field("l4Protocol"),
    },
  ]),
  ...mutantsOf("src/testing/decode/transport.ts", [
    {
      name: "judge-icmp-over-ipv6",
      find: 'size: 8, families: ["ipv4"]',
      replace: 'size: 8, families: ["ipv4", "ipv6"]',
      breaks: "The decoder sees ICMP over IPv6.",
      first: rulesets("icmp"),
    },
  ]),
];
