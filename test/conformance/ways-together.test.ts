/** Rulesets of which some rules are looked up, some classified and some compared: the first that matches decides, whichever way it is found. */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import type { Plan } from "../../src/codegen/plan.js";
import {
  aborted,
  drop,
  not,
  pass,
  range,
  ruleset,
  set,
  tx,
  type AnyRule,
  type Rules,
} from "../../src/dsl/index.js";
import { ACTION_NAMES } from "../../src/packet/index.js";
import { arp, ethernet, frame, ipv4, ipv6, tcp, udp, vlan } from "../../src/testing/frames.js";
import { interpret, programOf } from "../../src/testing/index.js";
import { hostileFrames, type Sample } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

/** Every address with every port, over TCP and UDP, with a tag and without. */
const COMBINED = [
  "10.0.0.0",
  "10.0.0.7",
  "10.0.0.8",
  "10.0.1.1",
  "10.0.1.98",
  "10.0.1.99",
  "192.0.2.1",
].flatMap((src) =>
  [0, 22, 49, 50, 53, 60, 61, 80, 81, 443].flatMap((dport) => [
    frame(ethernet(), ipv4({ src }), tcp({ dport })),
    frame(ethernet(), ipv4({ src }), udp({ dport })),
    frame(ethernet(), vlan({ id: 5 }), ipv4({ src }), tcp({ dport })),
  ]),
);
const OTHERS = [
  frame(ethernet(), arp()),
  frame(ethernet(), ipv6({ src: "2001:db8::1" }), tcp({ dport: 443 })),
  ...[0x0f, 0x10, 0x1f, 0x20, 0x12f, 0x130].map((last) =>
    frame(
      ethernet({ src: `02:00:00:00:0${last >> 8}:${(last & 255).toString(16).padStart(2, "0")}` }),
      arp(),
    ),
  ),
];
const samples = decodeAll([
  ...[...COMBINED, ...OTHERS].map((bytes, i): Sample => ({ label: `frame ${i}`, frame: bytes })),
  ...hostileFrames(),
]);

/** Every other address: none is a neighbour of another. */
const apart = (count: number) => Array.from({ length: count }, (_, i) => `10.0.1.${2 * i}`);

const MANY = set("many", apart(100));

/** In turns, so that each way has rules in front of those of the others. */
const IN_TURNS: readonly AnyRule[] = [
  pass("friend").ipv4Src("10.0.0.7").tcpDport(443),
  drop("hosts").ipv4Src("10.0.0.7", "10.0.1.1", "10.0.1.3"),
  aborted("ports").tcpDport(22, 80),
  tx("tagged").vlan().ipv4Src("10.0.0.8"),
  pass("net").ipv4Src("10.0.0.0/29"),
  drop("more ports").tcpDport(80, 443),
  tx("another host").ipv4Src("10.0.1.99").udpDport(53),
  aborted("the rest of the hosts").ipv4Src("10.0.1.0/24"),
];

/** About a field that no other rule asks about. */
const MACS = tx("four cards").etherSrc(
  ...["00:0f", "00:1f", "01:2f", "01:31"].map((last) => `02:00:00:00:${last}`),
);

/** Rules for one classifier, a rule of more fields than any has, and one of fields that are too many beside those of the others. */
const CLASSIFIED: readonly AnyRule[] = [
  ...Array.from({ length: 5 }, (_, i) =>
    pass(`before ${i}`)
      .ipv4Src(`10.0.0.${i}`)
      .udpDport(53 + i),
  ),
  aborted("of nine fields")
    .ipv4Src("10.0.0.0/16")
    .ipv4Dst(not("0.0.0.0"))
    .ipv4Ttl(not(0))
    .ipv4Dscp(0)
    .ipv4Ecn(0)
    .ipv4Id(range(0, 65534))
    .udpSport(range(0, 65534))
    .udpDport(range(50, 60))
    .packetLength(range(0, 1500)),
  ...Array.from({ length: 5 }, (_, i) =>
    tx(`behind ${i}`)
      .ipv4Src("10.0.0.0/8")
      .udpDport(80 + i),
  ),
  drop("of eight others")
    .etherType(0x800)
    .ipv4Dst(not("0.0.0.0"))
    .ipv4Ttl(not(0))
    .ipv4Dscp(0)
    .ipv4Ecn(0)
    .ipv4Id(range(0, 65534))
    .udpSport(range(0, 65534))
    .packetLength(range(0, 1500)),
];

interface Case {
  readonly rules: Rules;
  /** Which ways there are. */
  readonly ways: readonly (keyof Pick<Plan, "steps" | "classifiers" | "rules">)[];
}

const CASES: Readonly<Record<string, Case>> = {
  "looked up and compared, in turns": { rules: IN_TURNS, ways: ["steps", "rules"] },
  "one field looked up, the others compared": {
    rules: IN_TURNS.filter((_, i) => ![2, 5].includes(i)),
    ways: ["steps", "rules"],
  },
  "two fields looked up": {
    rules: IN_TURNS.filter((_, i) => [1, 2, 4, 5, 7].includes(i)),
    ways: ["steps"],
  },
  "classified, and one of too many fields": { rules: CLASSIFIED, ways: ["classifiers", "rules"] },
  "all classified": { rules: [...CLASSIFIED.slice(0, 5), ...CLASSIFIED.slice(6, 11)], ways: ["classifiers"] },
  "all ways": {
    rules: [MACS, ...IN_TURNS.slice(0, 4), ...CLASSIFIED, ...IN_TURNS.slice(4)],
    ways: ["steps", "classifiers", "rules"],
  },
  "long lists in a rule of several fields": {
    rules: [
      drop("in").tcpDport(443).ipv4Src(apart(50)),
      pass("not in")
        .tcpDport(80)
        .ipv4Src(not(apart(50))),
      tx("a set").udpDport(53).ipv4Src(MANY),
      aborted("not in a set")
        .udpDport(80)
        .ipv4Src(not(set("others", apart(90)))),
    ],
    ways: ["rules"],
  },
  "a set and its complement": {
    rules: [
      drop("in").ipv4Src(MANY),
      aborted("not in").ipv4Src(not(MANY)),
      tx("in, as a destination").ipv4Dst(MANY),
    ],
    ways: ["steps"],
  },
  "several matches on one field": {
    rules: [drop("most").tcpDport(range(1, 100)).tcpDport(not(50, 60)), tx("some").tcpDport(range(50, 70))],
    ways: ["steps"],
  },
  "ranges of MAC addresses, more than are compared in a lookup": {
    rules: Array.from({ length: 20 }, (_, i) =>
      drop(`range ${i}`).etherSrc(
        range(
          `02:00:00:00:0${i >> 3}:${(i & 7).toString(16)}0`,
          `02:00:00:00:0${i >> 3}:${(i & 7).toString(16)}7`,
        ),
      ),
    ),
    ways: ["steps"],
  },
};

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("rules decided in several ways"), () => {
  describe.each(Object.entries(CASES))("%s", (_, { rules, ways }) => {
    test("are decided in these ways", () => {
      const planned = plan(programOf(rules));
      expect((["steps", "classifiers", "rules"] as const).filter((way) => planned[way].length > 0)).toEqual(
        ways,
      );
    });

    test.each(ACTION_NAMES)("with the policy %s", async (policy) => {
      const program = programOf(ruleset({ policy }, rules));
      const decided = samples.map(({ packet }) => interpret(program, packet).rule?.id);
      const count = (id?: number) => BigInt(decided.filter((rule) => rule === id).length);
      await withKernelProgram(program, ({ run, counts }) => {
        expect(differences(program, samples, run)).toEqual([]);
        expect(counts()).toEqual({ rules: program.rules.map(({ id }) => count(id)), policy: count() });
      });
    });
  });
});
