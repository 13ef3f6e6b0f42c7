import { contract, mutantsOf, unit, type Mutant } from "./mutant.js";

const REFUSED = unit("test/unit/codegen/refused-literals.test.ts");
const LITERALS = unit("test/unit/packet/datatypes.test.ts");

/** What is made of what users write: literals, lists, negation, options. */
export const LOWERING: readonly Mutant[] = [
  ...mutantsOf("src/codegen/3-lower/operand.ts", [
    {
      name: "not-forgotten",
      find: "operandOf(inner, negation.place.span, context, sets), true",
      replace: "operandOf(inner, negation.place.span, context, sets), false",
      breaks: "`not(…)` means nothing.",
      first: contract("not turns"),
    },
    {
      name: "one-bit-test-of-a-value",
      find: "tests.push(...parsed.tests)",
      replace: "tests.push(parsed.tests[0]!)",
      breaks: "Of `{ any: […] }` the first flag alone counts.",
      first: contract("any, all and exactly"),
    },
    {
      name: "malformed-means-false",
      find: 'context.row.type.name === "boolean" ? [true]',
      replace: 'context.row.type.name === "boolean" ? [false]',
      breaks: "`malformed()` holds for frames that are not malformed.",
      first: contract("malformed frames, by a match"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/literal.ts", [
    {
      name: "range-end-excluded",
      find: 'return { kind: "interval", interval: { first, last } };',
      replace: 'return { kind: "interval", interval: { first, last: last - 1n } };',
      breaks: "The last value of `range(first, last)` does not belong to it.",
      first: contract("both of its ends"),
    },
    {
      name: "range-of-one-refused",
      find: "if (first > last) {",
      replace: "if (first >= last) {",
      breaks: "A range of one value is refused.",
      first: contract("both of its ends"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/index.ts", [
    {
      name: "rules-lowered-backwards",
      find: "for (const rule of declaration.rules)",
      replace: "for (const rule of [...declaration.rules].reverse())",
      breaks: "Rules are tried from the last to the first.",
      first: contract("first rule that matches"),
    },
    {
      name: "malformed-option-turned-round",
      find: "[{ first: 1n, last: 1n }]",
      replace: "[{ first: 0n, last: 0n }]",
      breaks: "The option `malformed` is about all frames that are not malformed.",
      first: contract("by the option"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/rules.ts", [
    {
      name: "protocol-matches-lost",
      find: 'return { kind: "protocol", protocol: match.protocol, span: match.span };',
      replace: "return undefined;",
      breaks: "A rule forgets the protocols that it asks for.",
      first: contract("protocols"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/options.ts", [
    {
      name: "policy-drops-by-default",
      find: 'action("policy") ?? "pass"',
      replace: 'action("policy") ?? "drop"',
      breaks: "The policy is drop where a ruleset names none.",
      first: contract("the policy is pass"),
    },
  ]),
  ...mutantsOf("src/packet/datatypes/cidr.ts", [
    {
      name: "host-part-too-wide",
      find: "(1n << BigInt(bits - length)) - 1n",
      replace: "(1n << BigInt(bits - length + 1)) - 1n",
      breaks: "A prefix stands for twice as many addresses.",
      first: LITERALS,
    },
    {
      name: "host-bits-accepted",
      find: "if (first !== address)",
      replace: "if (first > address)",
      breaks: "A prefix with bits to its right is accepted.",
      first: REFUSED,
    },
  ]),
  ...mutantsOf("src/packet/datatypes/integer.ts", [
    {
      name: "numbers-one-too-large",
      find: "BigInt(literal) > max",
      replace: "BigInt(literal) > max + 1n",
      breaks: "A port of 65536 and a VLAN of 4096 are accepted.",
      first: REFUSED,
    },
  ]),
  ...mutantsOf("src/packet/datatypes/ipv4-address.ts", [
    {
      name: "ipv4-parts-backwards",
      find: "address = (address << 8n) | BigInt(part);",
      replace: "address = (address >> 8n) | (BigInt(part) << 24n);",
      breaks: "The parts of an IPv4 address are read from right to left.",
      first: LITERALS,
    },
  ]),
  ...mutantsOf("src/packet/datatypes/ipv6-address.ts", [
    {
      name: "ipv6-gap-at-the-end",
      find: "[...head, ...Array<bigint>(missing).fill(0n), ...tail]",
      replace: "[...head, ...tail, ...Array<bigint>(missing).fill(0n)]",
      breaks: "The zeros of `::` stand at the end of an IPv6 address.",
      first: LITERALS,
    },
  ]),
  ...mutantsOf("src/packet/datatypes/bits.ts", [
    {
      name: "flags-false-is-true",
      find: "if (set) value |= bit;",
      replace: "value |= bit;",
      breaks: "`{ ack: false }` asks for the flag to be set.",
      first: LITERALS,
    },
    {
      name: "exact-flags-like-all",
      find: "exact: (mask) => bits(ALL_TCP_FLAGS, mask)",
      replace: "exact: (mask) => bits(mask, mask)",
      breaks: "`{ exact: […] }` does not look at the other flags.",
      first: LITERALS,
    },
    {
      name: "any-flag-is-all",
      find: "tests: eachBit(mask) }",
      replace: "tests: [{ mask, value: mask }] }",
      breaks: "`{ any: […] }` asks for all of the flags.",
      first: LITERALS,
    },
  ]),
  ...mutantsOf("src/packet/datatypes/enumerations.ts", [
    {
      name: "any-fragment-is-first",
      find: "{ first: 1n, last: 2n }",
      replace: "{ first: 1n, last: 1n }",
      breaks: '`fragment("any")` holds for first fragments alone.',
      first: contract("first, later and any"),
    },
  ]),
];
