/** What the optimiser takes out, what it refuses, and what it must leave alone. */
import { describe, expect, test } from "vitest";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import { drop, not, pass, range, ruleset, set, type Rules, type Ruleset } from "../../../src/dsl/index.js";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { programOf } from "../../../src/testing/index.js";

const names = (rules: Rules | Ruleset) => optimise(programOf(rules)).program.rules.map((rule) => rule.name);
const codes = (rules: Rules | Ruleset): readonly string[] => {
  try {
    return optimise(programOf(rules)).diagnostics.map((d) => d.code);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map((d) => d.code);
    throw error;
  }
};

/** Every second port of so many: more than are compared one by one. */
const ports = (count: number, first = 0) => Array.from({ length: count }, (_, i) => first + 2 * i);
const odd = set("odd", ports(1000, 1));
const hosts = set(
  "hosts",
  ports(500).map((n) => `10.0.${n >> 8}.${n & 255}`),
);

describe("shadowed rules", () => {
  test.each<[string, Rules]>([
    ["a part of an earlier prefix", [pass("a").ipv4Src("10.0.0.0/8"), drop("b").ipv4Src("10.1.0.0/16")]],
    ["more conditions", [pass("a").tcpDport(22), drop("b").tcpDport(22).ipv4Src("10.0.0.1")]],
    ["everything after a rule without matches", [pass("a"), drop("b").tcp()]],
    ["a port of a protocol", [pass("a").tcp(), drop("b").tcpDport(22)]],
    ["a field of a protocol", [pass("a").ipv4(), drop("b").ipv4Ttl(1)]],
    ["ICMP is IPv4", [pass("a").ipv4(), drop("b").icmpType(8)]],
    ["a port that is not negated", [pass("a").tcpDport(not(22)), drop("b").tcpDport(80)]],
    ["flags", [pass("a").tcpFlags("syn"), drop("b").tcpFlags({ syn: true, ack: true })]],
    ["a tag", [pass("a").vlan(), drop("b").vlanInnerId(5)]],
    ["the same set", [pass("a").tcpDport(odd), drop("b").tcpDport(odd).ipv4Src("10.0.0.1")]],
    ["a value of a set", [pass("a").tcpDport(odd), drop("b").tcpDport(1999)]],
    ["a set in a range", [pass("a").tcpDport(range(1, 1999)), drop("b").tcpDport(odd)]],
    ["a part of a set", [pass("a").tcpDport(odd), drop("b").tcpDport(ports(200, 801))]],
    ["what is not in a set", [pass("a").tcpDport(not(odd)), drop("b").tcpDport(ports(1000))]],
    ["a set, less one value", [pass("a").tcpDport(odd), drop("b").tcpDport(odd).tcpDport(not(1))]],
    ["a set in an array", [pass("a").ipv4Src(hosts, "192.0.2.1"), drop("b").ipv4Src(hosts)]],
  ])("%s", (_, rules) => {
    expect(names(rules)).toEqual(["a"]);
    expect(codes(rules)).toEqual(["XG302"]);
  });

  test.each<[string, Rules]>([
    ["a wider prefix", [pass("a").ipv4Src("10.1.0.0/16"), drop("b").ipv4Src("10.0.0.0/8")]],
    ["another field with the same bits", [pass("a").ipv4Src("10.0.0.0/8"), drop("b").ipv4Dst("10.0.0.0/8")]],
    [
      "all values of a field that not every frame has",
      [pass("a").tcpDport(range(0, 65535)), drop("b").tcp()],
    ],
    ["a cut TCP header has ports and no flags", [pass("a").tcpFlags(not("syn")), drop("b").tcpDport(22)]],
    ["IPv6 fragments have a protocol and no port", [pass("a").dport(range(0, 65535)), drop("b").udp()]],
    [
      "the union of two",
      [pass("a").tcpDport(range(0, 100)), pass("c").tcpDport(range(101, 65535)), drop("b").tcpDport(22, 443)],
    ],
    ["more than a set", [pass("a").tcpDport(odd), drop("b").tcpDport(odd, 2001)]],
    ["a value between those of a set", [pass("a").tcpDport(odd), drop("b").tcpDport(1000)]],
    ["all but a set", [pass("a").tcpDport(odd), drop("b").tcpDport(not(odd))]],
    ["the same set of another field", [pass("a").ipv4Src(hosts), drop("b").ipv4Dst(hosts)]],
    ["IPv4's protocol byte says nothing of IPv6", [pass("a").ipv4Protocol("tcp"), drop("b").tcp()]],
  ])("not: %s", (_, rules) => {
    expect(names(rules)).toContain("b");
  });
});

describe("rules that can never match are refused", () => {
  test.each<[string, Rules]>([
    ["two ports", drop().tcpDport(22).tcpDport(80)],
    ["a set and what is not in it", drop().tcpDport(odd).tcpDport(not(odd))],
    ["a set and a value between its own", drop().tcpDport(odd).tcpDport(1000)],
    ["a range and a port outside", drop().tcpDport(range(1, 21)).tcpDport(22)],
    ["everything negated", drop().ipv4Ttl(not(range(0, 255)))],
    ["ether type and protocol", drop().etherType("ipv6").ipv4Src("10.0.0.1")],
    ["protocol byte and port", drop().ipv4Protocol("udp").tcpDport(22)],
    ["transport protocol and port", drop().l4Protocol("udp").tcpDport(22)],
    ["flags that exclude each other", drop().tcpFlags({ syn: true }).tcpFlags({ syn: false })],
    ["a header length below five", drop().ipv4HeaderLength(4)],
  ])("%s", (_, rules) => {
    expect(codes(rules)).toEqual(["XG301"]);
  });

  test.each<[string, Rules]>([
    ["the IPv6 next header need not be the transport protocol", drop().ipv6NextHeader("hopopt").tcpDport(22)],
    ["two ranges that overlap", drop().tcpDport(range(1, 22)).tcpDport(range(22, 80))],
    ["flags that go together", drop().tcpFlags("syn").tcpFlags("ack")],
  ])("not: %s", (_, rules) => {
    expect(codes(rules)).toEqual([]);
  });
});

test("protocol checks that a field implies go", () => {
  const program = optimise(
    programOf(ruleset({}, drop().ipv4().tcp().ipv4Src("10.0.0.1").tcpDport(22))),
  ).program;
  expect(
    program.rules[0]!.matches.map((match) => (match.kind === "field" ? match.field : match.protocol)),
  ).toEqual(["ipv4Src", "tcpDport"]);
});
