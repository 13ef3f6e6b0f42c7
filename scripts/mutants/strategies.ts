import { mutantsOf, strategy, unit, type Mutant } from "./mutant.js";

const EXACT_VALUES = unit("test/unit/codegen/exact-values.test.ts");
const ELEMENTS = unit("test/unit/codegen/elements.test.ts");
const DIRECT = unit("test/unit/codegen/strategies/direct.test.ts");
const FLIP_POINTS = unit("test/unit/codegen/strategies/flip-points.test.ts");
const IPV6_FLIP_POINTS = unit("test/unit/codegen/strategies/ipv6-flip-points.test.ts");
const PREFIX_BITMAP = unit("test/unit/codegen/strategies/prefix-bitmap.test.ts");

/** The ways to look a value up: what is in their tables, and how C reads it. */
export const STRATEGIES: readonly Mutant[] = [
  ...mutantsOf("src/codegen/5-plan/label-array.ts", [
    {
      name: "labels-of-a-byte",
      find: "for (const label of map.labels) most = Math.max(most, label);",
      replace: "most = map.labels[0] ?? 0;",
      breaks: "Labels are kept in elements that have room for the first of them.",
      first: ELEMENTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/packed.ts", [
    {
      name: "label-256-in-a-byte",
      find: "most < 2 ** 8",
      replace: "most <= 2 ** 8",
      breaks: "A label of 256 is kept in a byte, as 0.",
      first: ELEMENTS,
    },
    {
      name: "number-65536-in-two-bytes",
      find: "most < 2 ** 16",
      replace: "most <= 2 ** 16",
      breaks: "A number of 65536 is kept in two bytes, as 0.",
      first: ELEMENTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/exact-values.ts", [
    {
      name: "last-neighbour-lost",
      find: "value <= lasts[i]!",
      replace: "value < lasts[i]!",
      breaks: "Of neighbours that are hashed one by one the last is missing.",
      first: EXACT_VALUES,
    },
    {
      name: "upper-half-of-addresses-lost",
      find: "      if (width === 4) halves[2 * at + 1] = value >> 64n;\n",
      replace: "",
      breaks: "IPv6 addresses are hashed by their lower half.",
      first: EXACT_VALUES,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/slot-tables.ts", [
    {
      name: "empty-slots-are-zeros",
      find: "new Uint32Array(slots);\n  for",
      replace: "new Uint32Array(slots).fill(slotOf.length);\n  for",
      breaks: "A slot without a value has zeros, so that it answers for the value 0.",
      first: unit("test/unit/codegen/strategies/perfect-hash.test.ts"),
    },
    {
      name: "upper-half-of-a-pair-lost",
      find: "upper | (labels[value]! << (labelsAt - 32))",
      replace: "labels[value]! << (labelsAt - 32)",
      breaks: "Of a MAC address above which the label lies the lower 32 bits alone are kept.",
      first: strategy("perfect-hash", "labels above"),
    },
    {
      name: "labels-too-long-for-a-pair",
      find: "return fits && 8 * slots",
      replace: "return 8 * slots",
      breaks: "Labels that have no room above a MAC address are put there and cut.",
      first: strategy("perfect-hash", "48 bits, labels beside"),
    },
    {
      name: "sixty-four-bits-as-sixty-three",
      find: "bits < 64 ?",
      replace: "bits <= 64 ?",
      breaks: "Values of 64 bits are compared as if the highest were 0.",
      first: strategy("perfect-hash", "64 bits"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/hashed-numbers.ts", [
    {
      name: "buckets-by-the-bits-of-slots",
      find: "bucketShift: 32 - bucketBits",
      replace: "bucketShift: 32 - slotBits",
      breaks: "A block's pilot is looked for in a bucket that is none.",
      first: PREFIX_BITMAP,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/direct.ts", [
    {
      name: "last-bit-of-an-interval-lost",
      find: "value <= map.lasts[i]!",
      replace: "value < map.lasts[i]!",
      breaks: "In a bitmap the last value of an interval is missing.",
      first: DIRECT,
    },
    {
      name: "last-label-of-an-interval-lost",
      find: "firsts[i], lasts[i]! + 1)",
      replace: "firsts[i], lasts[i]!)",
      breaks: "In a table of labels the last value of an interval has the label of what is not found.",
      first: DIRECT,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/segments.ts", [
    {
      name: "last-flip-point-lost",
      find: "last !== highest && firsts[i + 1] !== last + 1",
      replace: "i + 1 < firsts.length && firsts[i + 1] !== last + 1",
      breaks: "The last interval goes on to the end of the field.",
      first: FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/flip-points.ts", [
    {
      name: "parity-turned-round",
      find: "labels[0] === label ? 1 : 0",
      replace: "labels[0] === label ? 0 : 1",
      breaks: "What lies inside of the intervals is taken to be outside.",
      first: FLIP_POINTS,
    },
    {
      name: "flips-counted-in-their-own-bucket",
      find: "firsts[(flip >>> lowBits) + 1]!++",
      replace: "firsts[flip >>> lowBits]!++",
      breaks: "The flips of a bucket are looked for in the one behind it.",
      first: FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/search-depth.ts", [
    {
      name: "one-step-too-few",
      find: "32 - Math.clz32(length)",
      replace: "31 - Math.clz32(length)",
      breaks: "The search among flips ends before it has come to the last.",
      first: FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/prefix-bitmap.ts", [
    {
      name: "last-24-of-an-interval-lost",
      find: "end === 0xff ? to : to - 1",
      replace: "to - 1",
      breaks: "Of an interval that ends with a /24 this last one is missing.",
      first: PREFIX_BITMAP,
    },
    {
      name: "interval-at-0-forgotten",
      find: "let i = insideAtFirst ? -1 : 0;",
      replace: "let i = 0;",
      breaks: "When the address 0.0.0.0 is in the set, everything is turned round.",
      first: PREFIX_BITMAP,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/block-filter.ts", [
    {
      name: "last-block-not-in-the-filter",
      find: "block <= last >>> shift",
      replace: "block < last >>> shift",
      breaks: "The filter in front of IPv6 prefixes does not know the last /32 of each.",
      first: IPV6_FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/block-layout.ts", [
    {
      name: "nothing-behind-lower-halves",
      find: "    settle(2 ** 32);\n",
      replace: "",
      breaks: "Behind the last /64 that is divided, its /32 has the labels of what is in it.",
      first: IPV6_FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/wide-segments.ts", [
    {
      name: "lowest-32-bits-ignored",
      find: "words[4 * i] === 0 && words[4 * i + 1] === 0",
      replace: "words[4 * i + 1] === 0",
      breaks: "A flip in the lowest 32 bits of an IPv6 address is taken to begin its /64.",
      first: IPV6_FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/wide-segments.ts", [
    {
      name: "mac-addresses-in-the-lower-bits",
      find: "BigInt(128 - bits)",
      replace: "BigInt(64 - (bits % 64 || 64))",
      breaks: "Flips of MAC addresses stand in the lower 64 bits.",
      first: IPV6_FLIP_POINTS,
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/strategies/ipv6-flip-points.ts", [
    {
      name: "mac-addresses-not-moved-up",
      find: 'bits < 64 ? `value << ${64 - bits}` : "value"',
      replace: '"value"',
      breaks: "C looks for a MAC address where one of 64 bits would be.",
      first: strategy("ipv6-flip-points", "MAC addresses: .64 intervals, a label each"),
    },
    {
      name: "labels-of-lower-halves-shifted",
      find: "before: layout.segmentCount - 1 }",
      replace: "before: layout.segmentCount }",
      breaks: "In a divided /64 every address has the label of the next stretch.",
      first: strategy("ipv6-flip-points", "20000 /128s"),
    },
  ]),
  ...mutantsOf("templates/partials/strategies/direct.c.hbs", [
    {
      name: "labels-without-their-base",
      find: "& {{mask}}) + {{base}}",
      replace: "& {{mask}})",
      breaks: "Labels that are counted from that of what is not found are taken as they are.",
      first: strategy("direct", "16 bits, a label each"),
    },
  ]),
  ...mutantsOf("templates/partials/strategies/prefix-bitmap.c.hbs", [
    {
      name: "leaf-of-two-words",
      find: "(value >> 6 & 3)",
      replace: "(value >> 6 & 1)",
      breaks: "Of the pattern of a /24 the lower half alone is read.",
      first: strategy("prefix-bitmap", "1000 intervals, one label"),
    },
    {
      name: "mixed-blocks-outside",
      find: "(known >> 1 & pattern)",
      replace: "(known & pattern)",
      breaks: "The pattern of a /24 is not asked.",
      first: strategy("prefix-bitmap", "half of a /16"),
    },
  ]),
  ...mutantsOf("templates/partials/strategies/found-at-slot.c.hbs", [
    {
      name: "lower-half-not-compared",
      find: "({{table}}(2 * slot) ^ value->lo) | ({{table}}(2 * slot + 1) ^ value->hi)",
      replace: "{{table}}(2 * slot + 1) ^ value->hi",
      breaks: "IPv6 addresses are found by their upper half.",
      first: strategy("perfect-hash", "of 128 bits"),
    },
    {
      name: "key-with-its-label",
      find: "is_value(pair & {{mask}}, value)",
      replace: "is_value(pair, value)",
      breaks: "A value is compared with the key and the label above it.",
      first: strategy("single-probe", "label"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/hash.h", [
    {
      name: "pilot-added",
      find: "(hash ^ (__u32)pilot * PILOT) * SPREAD",
      replace: "(hash + (__u32)pilot * PILOT) * SPREAD",
      breaks: "C adds the pilot where the tables were made with an exclusive or.",
      first: strategy("perfect-hash", "1000 values, one label"),
    },
    {
      name: "folded-by-sixteen-bits",
      find: "value ^ value >> 32",
      replace: "value ^ value >> 16",
      breaks: "C folds values of 64 bits otherwise than the tables were made.",
      first: strategy("perfect-hash", "1000 of 48 bits"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/search.h", [
    {
      name: "flip-behind-its-value",
      find: "return element - value - 1;",
      replace: "return element - value;",
      breaks: "The value at which another label begins has the label in front of it.",
      first: strategy("flip-points", "1000 intervals, a label each"),
    },
    {
      name: "last-flip-of-a-bucket-unseen",
      find: "(found + step - (count) - 1)",
      replace: "(found + step - (count))",
      breaks: "The last of the flips that are searched is never counted.",
      first: strategy("flip-points", "1000 intervals, a label each"),
    },
    {
      name: "lower-halves-signed",
      find: "((~value & element) | ((~value | element) & (value - element)))",
      replace: "(value - element)",
      breaks: "The lower halves of IPv6 addresses are compared as numbers of 63 bits.",
      first: strategy("ipv6-flip-points", "prefixes, a label each"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/wide.h", [
    {
      name: "address-without-its-lower-half",
      find: "is_zero((value->hi ^ hi) | (value->lo ^ lo))",
      replace: "is_zero(value->hi ^ hi)",
      breaks: "IPv6 addresses that are compared in a lookup are compared by their upper half.",
      first: strategy("compare", "128 bits, edges"),
    },
    {
      name: "interval-of-64-bits-without-an-end",
      find: "(borrow(value, first) | borrow(last, value)) ^ 1",
      replace: "borrow(value, first) ^ 1",
      breaks: "What lies behind an interval of 64 bits lies in it.",
      first: strategy("compare", "64 bits, edges"),
    },
  ]),
];
