/**
 * DPDK's tests of its ACL library: rules of masks, prefixes and ranges with priorities, in two categories, and which
 * rule of each category decides a header.
 *
 * DPDK's fields lie anywhere. Here ports are TCP's or UDP's alone and a VLAN has 12 bits, so its 8-bit protocol, 16-bit
 * VLAN and 16-bit domain are tried on other fields of the same widths.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Match, Program } from "../../../src/ir/index.js";
import { parseIpv4, type FieldName } from "../../../src/packet/index.js";
import { ethernet, frame, ipv4, udp } from "../../../src/testing/frames.js";
import { fieldMatch } from "../rules.js";
import { ENGINES } from "./engines.js";
import { expectFirstMatches } from "./first-match.js";
import { isDropping } from "./five-tuple.js";
import { fileOf, isThere, titleOf } from "./testdata.js";

interface AclRule {
  /** The rule's name: a number above 0. */
  readonly userdata: number;
  /** Bit 0: the rule is of the category allow; bit 1: deny. */
  readonly category_mask: number;
  readonly priority: number;
  readonly src_addr?: string;
  readonly src_mask_len?: number;
  readonly dst_addr?: string;
  readonly dst_mask_len?: number;
  readonly src_port_low: number;
  readonly src_port_high: number;
  readonly dst_port_low: number;
  readonly dst_port_high: number;
  readonly proto?: number;
  readonly proto_mask?: number;
  readonly vlan?: number;
  readonly vlan_mask?: number;
  readonly domain?: number;
  readonly domain_mask?: number;
}

/** A header, and the rule of each category that decides it. What is left out is 0, or no rule. */
interface AclHeader {
  readonly ip_src?: string;
  readonly ip_dst?: string;
  readonly port_src?: number;
  readonly port_dst?: number;
  readonly proto?: number;
  readonly vlan?: number;
  readonly domain?: number;
  readonly allow?: number;
  readonly deny?: number;
}

interface Vectors {
  readonly rules: readonly AclRule[];
  readonly data: readonly AclHeader[];
}

const CATEGORIES = [
  { name: "allow", mask: 1, rules: 16 },
  { name: "deny", mask: 2, rules: 11 },
] as const;

function frameOf(header: AclHeader): Uint8Array {
  const { ip_src, ip_dst, port_src = 0, port_dst = 0, proto = 0, vlan = 0, domain = 0 } = header;
  const network = ipv4({
    src: ip_src ?? "0.0.0.0",
    dst: ip_dst ?? "0.0.0.0",
    ttl: proto,
    id: vlan,
    length: domain,
  });
  return frame(ethernet(), network, udp({ sport: port_src, dport: port_dst }));
}

/** The language has no masks for these fields; programs have them, for every field. */
function masked(field: FieldName, value = 0, mask = 0): Match[] {
  const tests = [{ mask: BigInt(mask), value: BigInt(value & mask) }];
  return mask === 0 ? [] : [fieldMatch(field, { operand: { kind: "bits", tests }, negated: false })];
}

function between(field: FieldName, first: number, last: number): Match {
  const intervals = [{ first: BigInt(first), last: BigInt(last) }];
  return fieldMatch(field, { operand: { kind: "intervals", intervals }, negated: false });
}

function inNetwork(field: FieldName, address = "0.0.0.0", length = 0): Match {
  const size = 2 ** (32 - length);
  const first = Math.floor(Number(parseIpv4(address)) / size) * size;
  return between(field, first, first + size - 1);
}

/** The rules of a category, the highest priority first. */
function programOf(rules: readonly AclRule[], category: number): Program {
  const inOrder = rules
    .filter(({ category_mask }) => category_mask === category)
    .sort((a, b) => b.priority - a.priority);
  return {
    policy: "aborted",
    sets: [],
    rules: inOrder.map((rule, id) => ({
      id,
      name: String(rule.userdata),
      action: isDropping(rule.userdata) ? "drop" : "pass",
      span: { file: "rules/dpdk.ts", line: id + 1, column: 1 },
      predicates: [],
      live: [],
      matches: [
        inNetwork("ipv4Src", rule.src_addr, rule.src_mask_len),
        inNetwork("ipv4Dst", rule.dst_addr, rule.dst_mask_len),
        between("sport", rule.src_port_low, rule.src_port_high),
        between("dport", rule.dst_port_low, rule.dst_port_high),
        ...masked("ipv4Ttl", rule.proto, rule.proto_mask),
        ...masked("ipv4Id", rule.vlan, rule.vlan_mask),
        ...masked("ipv4Length", rule.domain, rule.domain_mask),
      ],
    })),
  };
}

describe.skipIf(!isThere)(titleOf("DPDK's rules with priorities"), () => {
  const { rules, data }: Vectors = isThere
    ? (JSON.parse(readFileSync(fileOf("vectors/dpdk_acl_vectors.json"), "utf8")) as Vectors)
    : { rules: [], data: [] };

  describe.each(ENGINES)("$title", (engine) => {
    test.skipIf(engine.isMissing).each(CATEGORIES)("$name", async ({ name, mask, rules: count }) => {
      const program = programOf(rules, mask);
      expect(program.rules).toHaveLength(count);
      const idOf = new Map(program.rules.map((rule) => [Number(rule.name), rule.id]));
      const frames = data.map((header) => {
        const decidedBy = header[name];
        return {
          frame: frameOf(header),
          rule: decidedBy === undefined ? ("policy" as const) : idOf.get(decidedBy)!,
        };
      });
      expect(frames).toHaveLength(66);
      await expectFirstMatches(engine, program, frames);
    });
  });
});
