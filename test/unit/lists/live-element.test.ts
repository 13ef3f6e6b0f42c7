import { describe, expect, test } from "vitest";
import { parseLiveElement } from "../../../src/lists/live-element.js";
import type { LiveSetType } from "../../../src/packet/index.js";

const elementOf = (text: string, ...type: LiveSetType) => {
  const parsed = parseLiveElement(text, type);
  return parsed.kind === "element" ? parsed.element : parsed.reason;
};

describe("an element of a live set", () => {
  test("is an address or a prefix, under its length", () => {
    expect(elementOf("192.0.2.1", "ipv4")).toEqual({ values: [0xc0000201n], length: 32 });
    expect(elementOf(" 10.0.0.0/8 ", "ipv4")).toEqual({ values: [0x0a000000n], length: 8 });
    expect(elementOf("0.0.0.0/0", "ipv4")).toEqual({ values: [0n], length: 0 });
    expect(elementOf("2001:db8::/32", "ipv6")).toEqual({ values: [0x20010db8n << 96n], length: 32 });
    expect(elementOf("::/0", "ipv6")).toEqual({ values: [0n], length: 0 });
    expect(elementOf("::1", "ipv6")).toEqual({ values: [1n], length: 128 });
  });

  test("is a MAC address or a port, which have no prefixes", () => {
    expect(elementOf("02:42:ac:14:00:0b", "mac")).toEqual({ values: [0x0242ac14000bn], length: 48 });
    expect(elementOf("0", "port")).toEqual({ values: [0n], length: 16 });
    expect(elementOf("65535", "udp-port")).toEqual({ values: [65535n], length: 16 });
  });

  test("is a pair, with blanks between", () => {
    expect(elementOf("192.0.2.1  80", "ipv4", "tcp-port")).toEqual({
      values: [0xc0000201n, 80n],
      length: 48,
    });
    expect(elementOf("::1\t53", "ipv6", "udp-port")).toEqual({ values: [1n, 53n], length: 144 });
  });
});

test.each<[string, LiveSetType, RegExp]>([
  ["192.0.2.1/24", ["ipv4"], /bits set to the right/],
  ["192.0.2.01", ["ipv4"], /not an IPv4 address/],
  ["192.0.2.1-192.0.2.9", ["ipv4"], /not an IPv4 address/],
  ["::1", ["ipv4"], /not an IPv4 address/],
  ["192.0.2.1", ["ipv6"], /not an IPv6 address/],
  ["80", ["ipv4"], /not an IPv4 address|takes/],
  ["65536", ["port"], /out of range/],
  ["080", ["port"], /takes/],
  ["http", ["port"], /takes/],
  ["", ["port"], /takes/],
  ["192.0.2.1", ["ipv4", "port"], /two values, ipv4 and port/],
  ["192.0.2.1 80 90", ["ipv4", "port"], /two values/],
  ["192.0.2.0/24 80", ["ipv4", "port"], /prefix/],
  ["80 192.0.2.1", ["ipv4", "port"], /IPv4|takes/],
  ["192.0.2.1 80", ["ipv4"], /one value/],
])("%j is none of %j", (text, type, reason) => {
  expect(parseLiveElement(text, type)).toMatchObject({ kind: "refused" });
  expect(elementOf(text, ...type)).toMatch(reason);
});
