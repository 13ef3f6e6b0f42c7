/**
 * Two rules of different kinds in one program. How far the parser goes, and in which family, follows from all rules together: what
 * one asks for must not be missing because of what the other does not.
 */
import { describe, expect, test } from "vitest";
import { drop, tx, type AnyRule } from "../../src/dsl/index.js";
import { interpret, programOf } from "../../src/testing/index.js";
import { hostileFrames } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const hostile = decodeAll(hostileFrames());

/** A rule for each way to ask for something of IPv4, of IPv6, of both, or of neither. */
const KINDS: Readonly<Record<string, (action: typeof drop | typeof tx) => AnyRule>> = {
  "an IPv4 address": (action) => action().ipv4Src("172.20.0.0/16"),
  "a port over IPv4": (action) => action().ipv4().tcpDport(80),
  "a port over IPv6": (action) => action().ipv6().tcpDport(80),
  "a port of TCP or UDP": (action) => action().dport(53, 80),
  "ports of SCTP": (action) => action().sctpDport(3868),
  ICMP: (action) => action().icmpType("echo-request"),
  ICMPv6: (action) => action().icmpv6Type("echo-request"),
  "a protocol": (action) => action().l4Protocol("tcp", "icmpv6"),
  "later fragments": (action) => action().fragment("later"),
  "an extension header": (action) => action().ipv6Extension("routing"),
  ARP: (action) => action().arpOp("request"),
};

const names = Object.keys(KINDS);
const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const));

test.each(names)("a rule about %s decides some of the frames and not all", (name) => {
  const program = programOf(KINDS[name]!(drop));
  const decided = hostile.filter(({ packet }) => interpret(program, packet).rule !== null);
  expect(decided.length).toBeGreaterThan(0);
  expect(decided.length).toBeLessThan(hostile.length);
});

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("two rules in one program"),
  { concurrent: true },
  () => {
    test.each(pairs)("%s, and %s", async (first, second) => {
      const program = programOf([KINDS[first]!(drop), KINDS[second]!(tx)]);
      await withKernelProgram(program, ({ run }) => {
        expect(differences(program, hostile, run)).toEqual([]);
      });
    });
  },
);
