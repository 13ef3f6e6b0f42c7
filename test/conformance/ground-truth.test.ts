import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { FieldMatch, Match, Program } from "../../src/ir/index.js";
import { fieldRow, type FieldName, type Interval, type ProtocolName } from "../../src/packet/index.js";
import { decode, interpret } from "../../src/testing/index.js";
import { readPcap } from "./pcap.js";

/** Captures with the frames that rules match, found by tcpdump, nft and another decoder. They are not a part of the project. */
const FOLDER = path.resolve(import.meta.dirname, "../../../shared/testdata/differential");

interface Expectation {
  readonly id: string;
  readonly capture: string;
  readonly rule: string;
  /** The frames that the other decoder finds; it assumes what docs/semantics.md says. */
  readonly ref_idx: readonly number[];
}

const span = { file: "rules/x.ts", line: 1, column: 1 };

const has = (protocol: ProtocolName): Match => ({ kind: "protocol", protocol, span });

/** A match as users write it, on one literal or a range of two. */
function is(field: FieldName, literal: unknown, last?: number): FieldMatch {
  const { type, bits } = fieldRow(field);
  const parsed = type.parse(literal, field, bits);
  if (parsed.kind === "refused") throw new TypeError(`${field} refuses ${String(literal)}`);
  if (parsed.kind === "bits") {
    return { kind: "field", field, operand: { kind: "bits", tests: parsed.tests }, negated: false, span };
  }
  const interval: Interval =
    last === undefined ? parsed.interval : { first: parsed.interval.first, last: BigInt(last) };
  return {
    kind: "field",
    field,
    operand: { kind: "intervals", intervals: [interval] },
    negated: false,
    span,
  };
}

/** The rules of `expected.jsonl` by their ids: each a list of rules, each of them a list of matches. */
const RULES: Readonly<Record<string, readonly (readonly Match[])[]>> = {
  O01: [[is("ipv4Src", "10.40.2.3")]],
  O02: [[is("ipv4Dst", "192.0.0.0/24")]],
  O03: [[is("ipv4Src", "0.0.0.0/1")]],
  O04: [[is("tcpDport", 179)], [is("tcpSport", 179)]],
  O05: [[is("udpDport", 67)]],
  O06: [[is("udpDport", 50, 130)]],
  O07: [[is("tcpFlags", { syn: true, ack: false })]],
  O08: [[is("ipv6Src", "::1")]],
  O09: [[has("icmpv6")]],
  O10: [[has("icmpv6")]],
  O11: [[has("arp")]],
  O12: [[is("udpDport", 2152)]],
  O13: [[has("udp")]],
  O14: [[has("ipv4"), is("fragment", "later")]],
  O15: [[is("ipv4Src", "207.233.125.40"), is("udpDport", 2152)]],
  O16: [[is("vlanId", 1213)]],
  O17: [[has("vlan")]],
  O18: [[is("ipv4Protocol", "gre")]],
  O19: [[is("ipv4Protocol", "gre")]],
  O20: [[is("ipv6Src", "fe80::/10")]],
  O21: [[is("l4Protocol", "ospf")]],
  O22: [[has("udp")]],
  O23: [[has("icmpv6")]],
  O24: [[is("icmpType", "echo-request")]],
  O25: [[is("icmpType", 3)]],
  O26: [[is("icmpv6Type", 133, 137)]],
  O27: [[is("udpDport", 4789)]],
  O28: [[is("ipv4Protocol", "gre")]],
  O29: [[has("tcp")]],
  O30: [[is("ipv4Protocol", "igmp")]],
  O31: [[has("tcp")], [has("udp")]],
  O32: [[has("ipv4")]],
};

const isThere = existsSync(FOLDER);
const expectations: readonly Expectation[] = isThere
  ? readFileSync(path.join(FOLDER, "expected.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Expectation)
  : [];

describe.skipIf(!isThere)(`ground truth${isThere ? "" : ` (skipped: there is no ${FOLDER})`}`, () => {
  test("every expectation has its rules here", () => {
    expect(Object.keys(RULES)).toEqual(expectations.map(({ id }) => id));
  });

  test.each(expectations)("$id $rule on $capture", ({ id, capture, ref_idx }) => {
    const program: Program = {
      policy: "pass",
      rules: (RULES[id] ?? []).map((matches, index) => ({
        id: index,
        name: id,
        action: "drop",
        matches,
        span,
      })),
    };
    const frames = readPcap(readFileSync(path.join(FOLDER, "corpus", `${capture}.pcap`)));
    const dropped = frames.flatMap((frame, index) =>
      interpret(program, decode(frame)).action === "drop" ? [index] : [],
    );
    expect(dropped).toEqual(ref_idx);
  });
});
