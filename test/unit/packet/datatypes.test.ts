/** How literals are read: strictly, and written back the usual way. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fieldRow,
  formatIpv4,
  formatIpv6,
  parseIpv4,
  parseIpv6,
  type FieldName,
} from "../../../src/packet/index.js";

function parse(field: FieldName, literal: unknown) {
  const { type, bits } = fieldRow(field);
  return type.parse(literal, field, bits);
}

function interval(field: FieldName, literal: unknown): readonly [bigint, bigint] {
  const parsed = parse(field, literal);
  if (parsed.kind !== "interval") throw new Error(`${String(literal)}: ${parsed.kind}`);
  return [parsed.interval.first, parsed.interval.last];
}

describe("IPv4", () => {
  test("addresses and prefixes", () => {
    expect(interval("ipv4Src", "172.20.0.11")).toEqual([0xac14000bn, 0xac14000bn]);
    expect(interval("ipv4Src", "10.0.0.0/8")).toEqual([0x0a000000n, 0x0affffffn]);
    expect(interval("ipv4Src", "0.0.0.0/0")).toEqual([0n, 0xffffffffn]);
    expect(interval("ipv4Src", "255.255.255.255/32")).toEqual([0xffffffffn, 0xffffffffn]);
  });

  test.each([
    "",
    "1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.",
    ".1.2.3",
    "01.2.3.4",
    "256.1.1.1",
    "1.2.3.4/33",
    "1.2.3.4/",
    "1.2.3.4/08",
    "1.2.3.4/8/8",
    " 1.2.3.4",
    "1.2.3.4 ",
    "0x1.2.3.4",
    "1e0.2.3.4",
    "+1.2.3.4",
    "１.2.3.4",
    "1.2.3.4\n",
    "::1",
  ])("refuses %j", (literal) => {
    expect(parse("ipv4Src", literal)).toMatchObject({ kind: "refused" });
  });

  test("every address is read as it is written", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 0xffffffffn), (address) => parseIpv4(formatIpv4(address)) === address),
    );
  });
});

describe("IPv6", () => {
  test("every form of RFC 4291 section 2.2", () => {
    expect(parseIpv6("2001:db8:0:0:8:800:200c:417a")).toBe(0x20010db80000000000080800200c417an);
    expect(parseIpv6("2001:DB8::8:800:200C:417A")).toBe(0x20010db80000000000080800200c417an);
    expect(parseIpv6("::")).toBe(0n);
    expect(parseIpv6("::1")).toBe(1n);
    expect(parseIpv6("1::")).toBe(1n << 112n);
    expect(parseIpv6("::13.1.68.3")).toBe(0x0d014403n);
    expect(parseIpv6("::ffff:129.144.52.38")).toBe(0xffff81903426n);
    expect(parseIpv6("1:2:3:4:5:6:1.2.3.4")).toBe(0x00010002000300040005000601020304n);
  });

  test.each([
    "",
    ":",
    ":::",
    "1",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "1:2:3:4:5:6:7::8",
    "::12345",
    "::g",
    "fe80::1%0",
    "1.2.3.4",
    "::1.2.3",
    "1.2.3.4::",
    "::/129",
    "::1/-1",
    ":1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8:",
  ])("refuses %j", (literal) => {
    expect(parse("ipv6Src", literal)).toMatchObject({ kind: "refused" });
  });

  test("every address is read as it is written, in the form of RFC 5952", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 128n) - 1n), (address) => parseIpv6(formatIpv6(address)) === address),
    );
    expect(formatIpv6(0x20010db8000000000001000000000001n)).toBe("2001:db8::1:0:0:1");
    expect(formatIpv6(0x20010db8000000010001000100010001n)).toBe("2001:db8:0:1:1:1:1:1");
    expect(formatIpv6(0n)).toBe("::");
  });
});

describe("numbers", () => {
  test.each([-1, 65536, 1.5, NaN, Infinity, "22", "", null, undefined, true, [22], { port: 22 }, 22n])(
    "a port is not %s",
    (literal) => {
      expect(parse("tcpDport", literal)).toMatchObject({ kind: "refused" });
    },
  );

  test("zero is a value like any other", () => {
    expect(interval("tcpDport", 0)).toEqual([0n, 0n]);
    expect(interval("vlanId", 0)).toEqual([0n, 0n]);
    expect(interval("ipv4Protocol", "hopopt")).toEqual([0n, 0n]);
  });

  test("names of Object.prototype are no names", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      for (const field of ["icmpType", "ipv6Extension", "fragment", "tcpFlags"] as const) {
        expect(parse(field, name), `${field} ${name}`).toMatchObject({ kind: "refused" });
      }
    }
  });
});

describe("MAC addresses", () => {
  test("with colons or hyphens", () => {
    expect(interval("etherSrc", "02:42:ac:14:00:0b")).toEqual([0x0242ac14000bn, 0x0242ac14000bn]);
    expect(interval("etherSrc", "02-42-AC-14-00-0B")).toEqual([0x0242ac14000bn, 0x0242ac14000bn]);
  });

  test.each([
    "",
    "02:42:ac:14:00",
    "02:42:ac:14:00:0b:0c",
    "2:42:ac:14:0:b",
    "02:42:ac:14:00-0b",
    "0242ac14000b",
    "02:42:ac:14:00:0g",
  ])("refuses %j", (literal) => {
    expect(parse("etherSrc", literal)).toMatchObject({ kind: "refused", code: "XG204" });
  });
});

describe("TCP flags", () => {
  const tests = (literal: unknown) => {
    const parsed = parse("tcpFlags", literal);
    return parsed.kind === "bits"
      ? parsed.tests.map(({ mask, value }) => [Number(mask), Number(value)])
      : parsed.kind;
  };

  test("every form", () => {
    expect(tests("syn")).toEqual([[0x02, 0x02]]);
    expect(tests({ syn: true, ack: false })).toEqual([[0x12, 0x02]]);
    expect(tests({ any: ["syn", "fin"] })).toEqual([
      [0x01, 0x01],
      [0x02, 0x02],
    ]);
    expect(tests({ all: ["syn", "fin"] })).toEqual([[0x03, 0x03]]);
    expect(tests({ exact: [] })).toEqual([[0xff, 0x00]]);
    expect(tests({ exact: ["syn", "ece"] })).toEqual([[0xff, 0x42]]);
    expect(tests({ syn: true, fin: undefined })).toEqual([[0x02, 0x02]]);
  });

  test.each([
    {},
    { any: [] },
    { all: [] },
    { any: "syn" },
    { any: ["syn"], all: ["fin"] },
    { syn: 1 },
    2,
    "SYN",
    null,
    ["sin"],
  ])("refuses %j", (literal) => {
    expect(tests(literal)).toBe("refused");
  });
});
