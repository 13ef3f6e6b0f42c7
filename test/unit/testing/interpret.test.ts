import { describe, expect, test } from "vitest";
import type { FieldMatch, Match, Program, Rule } from "../../../src/ir/index.js";
import type { ActionName } from "../../../src/packet/index.js";
import { decode, interpret, packet, trace } from "../../../src/testing/index.js";

const span = { file: "rules/x.ts", line: 1, column: 1 };

const rule = (id: number, action: ActionName, ...matches: Match[]): Rule => ({
  id,
  name: `rule ${id}`,
  action,
  matches,
  predicates: [],
  live: [],
  span,
});
const program = (policy: ActionName, ...rules: Rule[]): Program => ({ rules, policy, sets: [] });
const intervals = (
  field: FieldMatch["field"],
  list: readonly (readonly [bigint, bigint])[],
  negated = false,
): Match => ({
  kind: "field",
  field,
  operand: { kind: "intervals", intervals: list.map(([first, last]) => ({ first, last })) },
  negated,
  span,
});
const flags = (tests: readonly (readonly [bigint, bigint])[], negated = false): Match => ({
  kind: "field",
  field: "tcpFlags",
  operand: { kind: "bits", tests: tests.map(([mask, value]) => ({ mask, value })) },
  negated,
  span,
});
const has = (protocol: "arp" | "tcp" | "ipv6"): Match => ({ kind: "protocol", protocol, span });

const ssh = decode(packet().ipv4({ src: "10.1.2.3" }).tcp({ dport: 22, flags: "S" }));
const dns6 = decode(packet().ipv6().udp({ dport: 53 }));
const request = decode(packet().arp());

/** Whether a rule with these matches decides the packet. */
const decides = (packet: typeof ssh, ...matches: Match[]) =>
  interpret(program("pass", rule(0, "drop", ...matches)), packet).rule !== null;

describe("interpret", () => {
  test("the first rule that matches decides, and the policy when none does", () => {
    const rules = program(
      "aborted",
      rule(0, "pass", intervals("tcpDport", [[80n, 80n]])),
      rule(1, "tx", intervals("tcpDport", [[22n, 22n]])),
      rule(2, "drop", has("tcp")),
    );
    expect(interpret(rules, ssh)).toEqual({ action: "tx", rule: rules.rules[1] });
    expect(interpret(rules, dns6)).toEqual({ action: "aborted", rule: null });
    expect(interpret(program("drop"), ssh)).toEqual({ action: "drop", rule: null });
  });

  test("a set has its values, both ends of its intervals, and nothing between", () => {
    const ports = [
      [1, 3],
      [20, 22],
      [80, 80],
      [65535, 65535],
    ] as const;
    const inSet = (value: number, negated = false) =>
      decides(decode(packet().ipv4().tcp({ dport: value })), {
        kind: "field",
        field: "tcpDport",
        operand: {
          kind: "set",
          name: "ports",
          firsts: Uint32Array.from(ports, ([first]) => first),
          lasts: Uint32Array.from(ports, ([, last]) => last),
        },
        negated,
        span,
      });
    for (const value of [0, 1, 2, 3, 4, 19, 20, 22, 23, 79, 80, 81, 65534, 65535]) {
      const isIn = ports.some(([first, last]) => first <= value && value <= last);
      expect(inSet(value), `${value}`).toBe(isIn);
      expect(inSet(value, true), `not ${value}`).toBe(!isIn);
      const frame = decode(packet().ipv4().tcp({ dport: value }));
      const list = ports.map(([first, last]) => [BigInt(first), BigInt(last)] as const);
      expect(decides(frame, intervals("tcpDport", list)), `${value}`).toBe(isIn);
    }
  });

  test("a rule without a match holds for every frame", () => {
    for (const packet of [ssh, dns6, request, decode(new Uint8Array())]) expect(decides(packet)).toBe(true);
  });

  test("all matches of a rule must hold", () => {
    const port = intervals("tcpDport", [[22n, 22n]]);
    expect(decides(ssh, port, has("tcp"))).toBe(true);
    expect(decides(ssh, port, has("ipv6"))).toBe(false);
    expect(decides(ssh, has("ipv6"), port)).toBe(false);
  });

  test("intervals are inclusive at both ends, and any of them will do", () => {
    const source = (first: bigint, last: bigint) =>
      intervals("ipv4Src", [
        [1n, 2n],
        [first, last],
      ]);
    const address = 0x0a010203n;
    expect(decides(ssh, source(address, address))).toBe(true);
    expect(decides(ssh, source(address - 5n, address))).toBe(true);
    expect(decides(ssh, source(address, address + 5n))).toBe(true);
    expect(decides(ssh, source(address - 5n, address - 1n))).toBe(false);
    expect(decides(ssh, source(address + 1n, address + 5n))).toBe(false);
  });

  test("bit tests look at the bits of their mask alone", () => {
    expect(decides(ssh, flags([[0x02n, 0x02n]]))).toBe(true);
    expect(decides(ssh, flags([[0x12n, 0x02n]]))).toBe(true);
    expect(decides(ssh, flags([[0x12n, 0x12n]]))).toBe(false);
    expect(
      decides(
        ssh,
        flags([
          [0x10n, 0x10n],
          [0x01n, 0x00n],
        ]),
      ),
    ).toBe(true);
    expect(decides(ssh, flags([[0xffn, 0x00n]]))).toBe(false);
    expect(decides(ssh, flags([[0xffn, 0x00n]], true))).toBe(true);
  });

  test("a match on a field that the frame does not have is false, negated or not", () => {
    for (const negated of [false, true]) {
      expect(decides(dns6, intervals("ipv4Src", [[0n, 0xffffffffn]], negated))).toBe(false);
      expect(decides(request, intervals("l4Protocol", [[6n, 6n]], negated))).toBe(false);
      expect(decides(dns6, flags([[0x02n, 0x02n]], negated))).toBe(false);
    }
    expect(decides(ssh, intervals("ipv4Src", [[1n, 2n]], true))).toBe(true);
  });

  test("an ARP packet's addresses are no IPv4 addresses", () => {
    expect(decides(request, has("arp"), intervals("arpSenderIp", [[0xac14000bn, 0xac14000bn]]))).toBe(true);
    expect(decides(request, intervals("ipv4Src", [[0xac14000bn, 0xac14000bn]]))).toBe(false);
  });
});

describe("trace", () => {
  test("says of every match of every rule what held and what did not", () => {
    const rules = program(
      "pass",
      rule(0, "drop", has("arp"), intervals("tcpDport", [[80n, 80n]]), intervals("ipv6Src", [[0n, 9n]])),
      rule(1, "drop", intervals("tcpDport", [[22n, 22n]])),
      rule(2, "pass"),
    );
    expect(trace(rules, ssh)).toEqual([
      {
        rule: rules.rules[0],
        holds: false,
        predicates: [],
        matches: [
          { match: rules.rules[0]?.matches[0], outcome: "no-protocol" },
          { match: rules.rules[0]?.matches[1], outcome: "differs", value: 22n },
          { match: rules.rules[0]?.matches[2], outcome: "no-field" },
        ],
      },
      {
        rule: rules.rules[1],
        holds: true,
        predicates: [],
        matches: [{ match: rules.rules[1]?.matches[0], outcome: "holds", value: 22n }],
      },
      { rule: rules.rules[2], holds: true, matches: [], predicates: [] },
    ]);
  });
});
