/** Rules of one IP family beside those of the other: what only one asks for is not looked for in both. */
import { describe, expect, test } from "vitest";
import { drop, not, pass, tx, type Rules } from "../../src/dsl/index.js";
import { programOf } from "../../src/testing/index.js";
import { hostileFrames } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const hostile = decodeAll(hostileFrames());

const RULESETS: Readonly<Record<string, Rules>> = {
  "ports of IPv4": [drop().ipv4Ttl(not(0)).tcpDport(not(1)), pass().ipv4(), tx()],
  "ports of IPv6": [drop().ipv6HopLimit(not(0)).tcpDport(not(1)), pass().ipv6(), tx()],
  "ports of IPv4, fragments of IPv6": [
    drop().ipv4().udpDport(not(1)),
    tx().ipv6().fragment("any"),
    pass().ipv6(),
  ],
  "ports of IPv6, protocols of IPv4": [drop().ipv6().dport(not(1)), tx().ipv4().tcp(), pass().ipv6().udp()],
  "TCP over IPv4, UDP over IPv6": [drop().ipv4().tcpFlags(not("fin")), tx().ipv6().udpSport(not(1))],
  "ICMP and ICMPv6": [drop().icmpType(not(1)), tx().icmpv6Type(not(1)), pass().ipv6Extension("routing")],
  "ICMP and ports of IPv6": [drop().icmpCode(not(1)), tx().ipv6().sctpDport(not(1)).l4Protocol("sctp")],
  "ports of any family beside those of one": [drop().ipv4().udpDport(not(1)), tx().tcpDport(not(1))],
};

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("IP families in one ruleset"),
  { concurrent: true },
  () => {
    test.each(Object.entries(RULESETS))("%s, on every hostile frame", async (_, rules) => {
      const program = programOf(rules);
      await withKernelProgram(program, ({ run }) => expect(differences(program, hostile, run)).toEqual([]));
    });
  },
);
