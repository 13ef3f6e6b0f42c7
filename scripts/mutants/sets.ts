import { mutantsOf, unit, type Mutant } from "./mutant.js";

const SETS = "test/unit/codegen/lists/sets.test.ts";
const sets = (title: string) => ({ file: SETS, title }) as const;
const READERS = unit("test/unit/codegen/lists/readers.test.ts");
const INTERVALS = unit("test/unit/ir/intervals.test.ts");

/** Sets and lists: how they are read, joined and shared; and how a manifest of many rules is packed. */
export const SETS_AND_LISTS: readonly Mutant[] = [
  ...mutantsOf("src/lists/list-text.ts", [
    {
      name: "semicolon-is-no-comment",
      find: " && bytes[to] !== SEMICOLON",
      replace: "",
      breaks: "What follows a semicolon belongs to the element.",
      first: sets("comments, blanks"),
    },
    {
      name: "carriage-return-is-text",
      find: " || byte === RETURN;",
      replace: ";",
      breaks: "Lists with the line ends of Windows are refused.",
      first: sets("comments, blanks"),
    },
    {
      name: "last-line-unread",
      find: "start < length;) {",
      replace: "bytes.indexOf(NEWLINE, start) >= 0;) {",
      breaks: "A last line that has no end is passed over.",
      first: sets("comments, blanks"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/lists/address-reader.ts", [
    {
      name: "host-bits-of-ipv4-taken",
      find: "length < 0 || first % (IPV4_HOSTS[length]! + 1) !== 0",
      replace: "length < 0",
      breaks: "`10.0.0.1/8` in a list is taken for a range that starts at this address.",
      first: READERS,
    },
    {
      name: "host-bits-of-ipv6-taken",
      find: "length < 0 || (first & IPV6_HOSTS[length]!) !== 0n",
      replace: "length < 0",
      breaks: "An IPv6 prefix in a list may have bits behind its length.",
      first: READERS,
    },
    {
      name: "range-of-one-address-refused",
      find: "ipv4.address < first",
      replace: "ipv4.address <= first",
      breaks: "In a list a range must have two addresses of IPv4.",
      first: READERS,
    },
    {
      name: "range-of-one-ipv6-address-refused",
      find: "if (last < first) return false;",
      replace: "if (last <= first) return false;",
      breaks: "In a list a range must have two addresses of IPv6.",
      first: READERS,
    },
    {
      name: "family-of-a-list-turned-round",
      find: '(family !== "ipv6" && takeIpv4(bytes, from, to)) || (family !== "ipv4" &&',
      replace: '(family !== "ipv4" && takeIpv4(bytes, from, to)) || (family !== "ipv6" &&',
      breaks: "A list of one family has the addresses of the other.",
      first: sets("one family alone"),
    },
  ]),
  ...mutantsOf("src/lists/ipv4-text.ts", [
    {
      name: "octets-with-leading-zeros",
      find: "octet > 255 || (at - start > 1 && bytes[start] === ZERO)",
      replace: "octet > 255",
      breaks: "`010.0.0.1` in a list is read as decimal.",
      first: READERS,
    },
    {
      name: "octet-256",
      find: "octet > 255",
      replace: "octet > 256",
      breaks: "A part of an address in a list may be 256.",
      first: READERS,
    },
  ]),
  ...mutantsOf("src/lists/ipv6-text.ts", [
    {
      name: "groups-not-zeroed",
      find: "  groups.fill(0, gap, gap + GROUPS - count);\n",
      replace: "",
      breaks: "What `::` stands for has the groups that are behind it, or those of another line.",
      first: READERS,
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/lists/mac-reader.ts", [
    {
      name: "mac-addresses-of-32-bits",
      find: "address * 256 + high * 16 + low",
      replace: "((address << 8) | (high << 4) | low) >>> 0",
      breaks: "Of MAC addresses in a list the upper two bytes are lost.",
      first: READERS,
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/lists/number-reader.ts", [
    {
      name: "highest-number-refused",
      find: "value <= most",
      replace: "value < most",
      breaks: "Port 65535 is refused in a list.",
      first: READERS,
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/lists/elements.ts", [
    {
      name: "elements-lost-when-they-become-more",
      find: "  larger.set(array);\n",
      replace: "",
      breaks: "Elements that were read before there was room for more become 0.0.0.0.",
      first: sets("among other values"),
    },
    {
      name: "same-end-is-not-nested",
      find: "interval.last <= end",
      replace: "interval.last < end",
      breaks: "A prefix of IPv6 that ends with one that it lies in is not said to be too much.",
      first: sets("what stands there twice"),
    },
  ]),
  ...mutantsOf("src/lists/list-file.ts", [
    {
      name: "lists-beside-rules-not-found",
      find: "resolve(root, dirname(from), path)",
      replace: "resolve(root, path)",
      breaks: "`./b.txt` is looked for in the project's root.",
      first: sets("finds lists"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/sets.ts", [
    {
      name: "set-read-for-every-rule",
      find: "if (!sorts.has(sort.key)) sorts.set(",
      replace: "sorts.set(",
      breaks: "Rules do not share a set, and each reports what is wrong with it.",
      first: sets("share its operand|reported once"),
    },
    {
      name: "families-mixed-up",
      find: "const operand = row.bits <= NARROW_BITS ? made?.narrow : made?.wide;",
      replace: "const operand = made?.narrow ?? made?.wide;",
      breaks: "A field of IPv6 is compared with the IPv4 addresses of a set.",
      first: sets("each family"),
    },
    {
      name: "two-millionth-element-refused",
      find: "elements.count > MOST_ELEMENTS",
      replace: "elements.count >= MOST_ELEMENTS",
      breaks: "A set of just as many elements as are allowed is refused.",
      first: sets("more than two million"),
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/operand-form.ts", [
    {
      name: "unions-over-each-other",
      find: "    at += part.length;\n",
      replace: "",
      breaks: "Of several sets in one match the last takes the place of the others.",
      first: sets("among other values"),
    },
  ]),
  ...mutantsOf("src/ir/flat-intervals.ts", [
    {
      name: "neighbours-not-joined",
      find: "first > end + 1",
      replace: "first > end",
      breaks: "Neighbours among many values stay two intervals.",
      first: INTERVALS,
    },
    {
      name: "nested-interval-ends-its-outer",
      find: "if (last > end) end = last;",
      replace: "end = last;",
      breaks: "A prefix ends where one that lies in it ends.",
      first: INTERVALS,
    },
    {
      name: "intervals-that-begin-together-not-nested",
      find: "    if (first === previousFirst && !previousIsNested) nested++;\n",
      replace: "",
      breaks: "A prefix that begins with one that it lies in is not counted as too much.",
      first: INTERVALS,
    },
    {
      name: "flat-complement-without-the-end",
      find: "firsts[i]! : max + 1;",
      replace: "firsts[i]! : max;",
      breaks: "The highest value is in no complement of many values.",
      first: INTERVALS,
    },
    {
      name: "flat-intersection-skips",
      find: "if (a.lasts[i]! < b.lasts[j]!) i++;",
      replace: "if (a.lasts[i]! > b.lasts[j]!) i++;",
      breaks: "What many values have in common lacks all but the first part of an interval.",
      first: INTERVALS,
    },
  ]),
  ...mutantsOf("src/ir/values.ts", [
    {
      name: "halving-ends-too-early",
      find: "while (low <= high) {",
      replace: "while (low < high) {",
      breaks: "A value is not found in the last interval that is left of many.",
      first: INTERVALS,
    },
  ]),
  ...mutantsOf("src/dsl/sets.ts", [
    {
      name: "options-of-lines-lost",
      find: "path, options, places",
      replace: "path, options: {}, places",
      breaks: "The family that a list is to have is not asked for.",
      first: sets("one family alone"),
    },
  ]),
  ...mutantsOf("src/manifest/codec.ts", [
    {
      name: "packed-names-of-one-byte",
      find: 'maxOutputLength: UNPACKED_BYTES }).toString("utf8")',
      replace: 'maxOutputLength: UNPACKED_BYTES }).toString("latin1")',
      breaks: "Names of rules that are not ASCII come out garbled when there are many rules.",
      first: unit("test/unit/manifest/codec.test.ts"),
    },
  ]),
];
