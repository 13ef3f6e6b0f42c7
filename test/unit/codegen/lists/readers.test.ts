/** The fast way through the bytes of a list against the datatypes, which read one literal at a time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressReader } from "../../../../src/codegen/3-lower/lists/address-reader.js";
import type { ElementReader } from "../../../../src/lists/element-reader.js";
import { createElements, type Elements } from "../../../../src/codegen/3-lower/lists/elements.js";
import { createMacReader } from "../../../../src/codegen/3-lower/lists/mac-reader.js";
import { createNumberReader } from "../../../../src/codegen/3-lower/lists/number-reader.js";
import {
  fieldRow,
  formatIpv4,
  formatIpv6,
  type FieldName,
  type Interval,
} from "../../../../src/packet/index.js";

type Sort = (elements: Elements) => ElementReader;

const addresses: Sort = (elements) => createAddressReader(elements, "ipv4Src", undefined);
const macs: Sort = (elements) =>
  createMacReader(elements, (text) => fieldRow("etherSrc").type.parse(text, "etherSrc", 48));
const numbers =
  (field: FieldName): Sort =>
  (elements) =>
    createNumberReader(elements, field, fieldRow(field));

/** The interval of a text that stands between others in a list, or why there is none. */
function taken(sort: Sort, text: string): Interval | string {
  const elements = createElements();
  const reader = sort(elements);
  const around = Buffer.from(`1${text}1`);
  if (!reader.take(around, 1, around.length - 1)) return reader.faultOf(text).code;
  const { narrow, wide } = elements;
  expect(narrow.length + wide.length).toBe(1);
  return narrow.length === 1
    ? { first: BigInt(narrow.firsts[0]!), last: BigInt(narrow.lasts[0]!) }
    : wide[0]!;
}

/** The same by the datatype. */
function parsed(field: FieldName, literal: unknown): Interval | string {
  const { type, bits } = fieldRow(field);
  const result = type.parse(literal, field, bits);
  if (result.kind === "bits") throw new Error("no interval");
  return result.kind === "interval" ? result.interval : result.code;
}

const parsedAddress = (text: string) => parsed(text.includes(":") ? "ipv6Src" : "ipv4Src", text);

/** Texts with a character put in, taken out or changed, so that they are nearly right. */
function nearly(good: fc.Arbitrary<string>, characters: string): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(60), fc.nat(2), fc.constantFrom(...characters));
  return fc.tuple(good, fc.array(edit, { maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((t, [at, gone, character]) => {
      const index = at % (t.length + 1);
      return t.slice(0, index) + (gone === 2 ? "" : character) + t.slice(index + (gone === 0 ? 0 : 1));
    }, text),
  );
}

const ipv4 = fc.bigInt(0n, 0xffffffffn).map(formatIpv4);
const ipv6 = fc.oneof(
  fc.bigInt(0n, (1n << 128n) - 1n).map(formatIpv6),
  fc
    .array(fc.constantFrom("0", "1", "ffff", "db8", "", "192.0.2.1", "00a0"), { maxLength: 9 })
    .map((g) => g.join(":")),
  fc.tuple(fc.bigInt(0n, 0xffffffffn), fc.nat(96)).map(([v, shift]) => formatIpv6(v << BigInt(shift))),
);
const withLength = (address: fc.Arbitrary<string>, bits: number) =>
  fc.tuple(address, fc.nat(bits + 1)).map(([a, length]) => `${a}/${length}`);
/** Prefixes without bits to their right. */
const prefixes = (bits: number, format: (address: bigint) => string) =>
  fc.tuple(fc.bigInt(0n, (1n << BigInt(bits)) - 1n), fc.nat(bits)).map(([address, length]) => {
    const host = BigInt(bits - length);
    return `${format((address >> host) << host)}/${length}`;
  });

const RUNS = { numRuns: 3000 };

describe("one element, as the datatype reads it", () => {
  test.each([
    ["IPv4", fc.oneof(ipv4, withLength(ipv4, 32), prefixes(32, formatIpv4)), "0129./-: x"],
    ["IPv6", fc.oneof(ipv6, withLength(ipv6, 128), prefixes(128, formatIpv6)), "019aF:./% g"],
  ])("%s", (_, good, characters) => {
    let accepted = 0;
    fc.assert(
      fc.property(nearly(good, characters), (text) => {
        // Ranges are no literals; blanks at the ends do not get here.
        fc.pre(text !== "" && text.trim() === text && !text.includes("-"));
        const expected = parsedAddress(text);
        if (typeof expected !== "string") accepted++;
        expect(taken(addresses, text), text).toEqual(expected);
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(300);
  });

  test.each([
    "0.0.0.0/0",
    "255.255.255.255",
    "255.255.255.255/32",
    "128.0.0.0/1",
    "::/0",
    "::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "::ffff:255.255.255.255",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:192.0.2.1",
    "8000::/1",
  ])("%s", (text) => {
    expect(taken(addresses, text)).toEqual(parsedAddress(text));
    expect(typeof parsedAddress(text)).toBe("object");
  });

  test.each([
    "1::2:3:4:5:6:7:192.0.2.1",
    "1:2:3:4:5:6:7:192.0.2.1",
    "1:2:3:4:5:6::192.0.2.1",
    "1:2:3:4:5:6:7:8::",
    "1::2::3",
    ":::",
    "1:",
    "1.2.3.4::",
    "::12345",
  ])("not %s", (text) => {
    expect(taken(addresses, text)).toBe("XG203");
    expect(parsedAddress(text)).toBe("XG203");
  });

  test("MAC addresses", () => {
    const good = fc
      .tuple(fc.bigInt(0n, (1n << 48n) - 1n), fc.constantFrom(":", "-"), fc.boolean())
      .map(([value, separator, upper]) => {
        const text = fieldRow("etherSrc").type.format(value).replaceAll(":", separator);
        return upper ? text.toUpperCase() : text;
      });
    fc.assert(
      fc.property(nearly(good, "0aF:-g"), (text) => {
        fc.pre(text !== "");
        expect(taken(macs, text), text).toEqual(parsed("etherSrc", text));
      }),
      RUNS,
    );
  });

  test.each<[FieldName, string, unknown]>([
    ["tcpDport", "0", 0],
    ["tcpDport", "65535", 65535],
    ["tcpDport", "65536", 65536],
    ["tcpDport", "0x16", 22],
    ["tcpSeq", "4294967295", 4294967295],
    ["tcpSeq", "4294967296", 4294967296],
    ["tcpDport", "http", "http"],
    ["tcpDport", "022", "022"],
    ["tcpDport", "-1", "-1"],
    ["tcpDport", "1e3", "1e3"],
    ["tcpDport", "22 23", "22 23"],
    ["icmpType", "echo-request", "echo-request"],
    ["icmpType", "echo-reqest", "echo-reqest"],
    ["icmpType", "constructor", "constructor"],
    ["etherType", "0x88cc", 0x88cc],
    ["ipv4Protocol", "gre", "gre"],
  ])("%s %s", (field, text, literal) => {
    expect(taken(numbers(field), text)).toEqual(parsed(field, literal));
  });
});

describe("ranges", () => {
  test.each<[Sort, string, Interval | string]>([
    [addresses, "10.0.0.5-10.0.0.9", { first: 0x0a000005n, last: 0x0a000009n }],
    [addresses, "0.0.0.0 - 255.255.255.255", { first: 0n, last: 0xffffffffn }],
    [addresses, "10.0.0.5 \t-\t10.0.0.5", { first: 0x0a000005n, last: 0x0a000005n }],
    [addresses, "::5-::9", { first: 5n, last: 9n }],
    [addresses, "::5-::5", { first: 5n, last: 5n }],
    [addresses, "10.0.0.9-10.0.0.5", "XG209"],
    [addresses, "::9-::5", "XG209"],
    [addresses, "10.0.0.0/8-11.0.0.0", "XG206"],
    [addresses, "10.0.0.1-11.0.0.0/8", "XG206"],
    [addresses, "10.0.0.1-::1", "XG206"],
    [addresses, "10.0.0.1-10.0.0.256", "XG201"],
    [addresses, "10.0.0.1-10.0.0.2-10.0.0.3", "XG201"],
    [addresses, "10.0.0.1-", "XG201"],
    [addresses, "-10.0.0.1", "XG201"],
    [addresses, "my-host.example", "XG201"],
    [numbers("tcpDport"), "8000-8999", { first: 8000n, last: 8999n }],
    [numbers("tcpDport"), "1 - 0x10", { first: 1n, last: 16n }],
    [numbers("tcpDport"), "9-8", "XG209"],
    [numbers("tcpDport"), "1-65536", "XG205"],
    [numbers("icmpType"), "echo-reply", { first: 0n, last: 0n }],
  ])("%o %s", (sort, text, expected) => {
    expect(taken(sort, text)).toEqual(expected);
  });
});
