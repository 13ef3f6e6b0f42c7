/** Literals that are not quite right, as docs/semantics.md has it: refused, each with its code, and never masked, swapped or cut. */
import { expect, test } from "vitest";
import { drop, not, range, type AnyRule } from "../../../src/dsl/index.js";
import { DiagnosticError, type Code } from "../../../src/diagnostics/index.js";
import { programOf } from "../../../src/testing/index.js";

/** The types refuse literals already; in a variable they are any text or number. */
const text: (literal: string) => string = (literal) => literal;
const number: (literal: number) => number = (literal) => literal;

test.each<[string, () => AnyRule, Code]>([
  ["bits to the right of an IPv4 prefix", () => drop().ipv4Src(text("10.0.0.1/8")), "XG202"],
  ["bits to the right of an IPv6 prefix", () => drop().ipv6Src(text("2001:db8::1/64")), "XG202"],
  ["also when negated", () => drop().ipv4Dst(not(text("10.0.0.128/24"))), "XG202"],
  ["a prefix that is too long", () => drop().ipv4Src(text("10.0.0.0/33")), "XG201"],
  ["a leading zero", () => drop().ipv4Src(text("10.0.0.010")), "XG201"],
  ["a short form", () => drop().ipv4Src(text("10.1")), "XG201"],
  ["a zone", () => drop().ipv6Src(text("fe80::1%eth0")), "XG203"],
  ["a port that is too large", () => drop().tcpDport(number(65536)), "XG205"],
  ["a VLAN of 13 bits", () => drop().vlanId(number(4096)), "XG205"],
  ["a number below zero", () => drop().tcpDport(number(-1)), "XG205"],
  ["half a port", () => drop().tcpDport(number(22.5)), "XG206"],
  ["a range that runs backwards", () => drop().tcpDport(range(number(23), number(22))), "XG209"],
  ["a prefix as the end of a range", () => drop().ipv4Src(range("10.0.0.0", text("11.0.0.0/8"))), "XG206"],
])("%s", (_, rule, code) => {
  try {
    programOf(rule());
  } catch (error) {
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    return;
  }
  expect.fail("nothing was refused");
});
