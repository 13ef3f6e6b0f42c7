/** Rules about two fields that are looked up by both at once: what is in a frame of the pair, beside it, and missing. */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import { aborted, drop, pass, range, ruleset, tx, type AnyRule } from "../../src/dsl/index.js";
import { arp, ethernet, frame, ipv4, ipv6, tcp, udp, vlan } from "../../src/testing/frames.js";
import { interpret, programOf } from "../../src/testing/index.js";
import { hostileFrames, type Sample } from "../../src/testing/samples.js";
import type { Program } from "../../src/ir/index.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const STARTS = [drop, pass, tx, aborted] as const;
const start = (i: number) => STARTS[(i * 7) % STARTS.length]!(`rule ${i}`);

const byte = (n: number) => n.toString(16).padStart(2, "0");
const ip = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
const ip6 = (i: number) => `2001:db8::${(i >> 16).toString(16)}:${(i & 0xffff).toString(16)}`;
const mac = (i: number) => `02:00:00:${byte(i >> 16)}:${byte((i >> 8) & 255)}:${byte(i & 255)}`;
/** Another number for each i below 65,536, in no order. */
const port = (i: number) => (i * 40_503) & 0xffff;

/** Two fields, each with a value for every number, and frames that have both, or the first and not the other. */
interface Kind {
  readonly rule: (start: ReturnType<typeof drop>, a: number, b: number) => AnyRule;
  readonly frame: (a: number, b: number) => Uint8Array;
  readonly without: (a: number) => Uint8Array;
  /** How many lookups it is: a value that is too long beside another is numbered first. */
  readonly lookups: number;
  /** How many values the second field has. */
  readonly values: number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "an address and a port": {
    rule: (rule, a, b) => rule.ipv4Src(ip(a)).tcpDport(port(b)),
    frame: (a, b) => frame(ethernet(), ipv4({ src: ip(a) }), tcp({ dport: port(b) })),
    without: (a) => frame(ethernet(), ipv4({ src: ip(a) }), udp({ dport: port(a) })),
    lookups: 1,
    values: 65_536,
  },
  "two addresses": {
    rule: (rule, a, b) => rule.ipv4Src(ip(a)).ipv4Dst(ip(b)),
    frame: (a, b) => frame(ethernet(), ipv4({ src: ip(a), dst: ip(b) }), udp()),
    without: (a) => frame(ethernet(), ipv6({ src: ip6(a) }), udp()),
    lookups: 1,
    values: 65_536,
  },
  "two ports": {
    rule: (rule, a, b) => rule.udpSport(a).udpDport(port(b)),
    frame: (a, b) => frame(ethernet(), ipv6(), udp({ sport: a, dport: port(b) })),
    without: (a) => frame(ethernet(), ipv6(), tcp({ sport: a, dport: port(a) })),
    lookups: 1,
    values: 65_536,
  },
  "two small fields": {
    rule: (rule, a, b) => rule.ipv4Ttl(a & 255).ipv4Dscp(b & 63),
    frame: (a, b) => frame(ethernet(), ipv4({ ttl: a & 255, dscp: b & 63 }), tcp()),
    without: () => frame(ethernet(), arp()),
    lookups: 1,
    values: 64,
  },
  "a MAC address and a tag": {
    rule: (rule, a, b) => rule.etherSrc(mac(a)).vlanId(b & 0xfff),
    frame: (a, b) => frame(ethernet({ src: mac(a) }), vlan({ id: b & 0xfff }), ipv4()),
    without: (a) => frame(ethernet({ src: mac(a) }), ipv4()),
    lookups: 1,
    values: 4096,
  },
  "two MAC addresses": {
    rule: (rule, a, b) => rule.etherSrc(mac(a)).etherDst(mac(b)),
    frame: (a, b) => frame(ethernet({ src: mac(a), dst: mac(b) }), ipv4()),
    without: (a) => frame(ethernet({ src: mac(a) })),
    lookups: 3,
    values: 65_536,
  },
  "a MAC address and an address": {
    rule: (rule, a, b) => rule.etherSrc(mac(a)).ipv4Dst(ip(b)),
    frame: (a, b) => frame(ethernet({ src: mac(a) }), ipv4({ dst: ip(b) })),
    without: (a) => frame(ethernet({ src: mac(a) }), arp()),
    lookups: 2,
    values: 65_536,
  },
  "an address of IPv6 and a port": {
    rule: (rule, a, b) => rule.ipv6Src(ip6(a)).tcpDport(port(b)),
    frame: (a, b) => frame(ethernet(), ipv6({ src: ip6(a) }), tcp({ dport: port(b) })),
    without: (a) => frame(ethernet(), ipv6({ src: ip6(a) }), udp({ dport: port(a) })),
    lookups: 2,
    values: 65_536,
  },
  "two addresses of IPv6": {
    rule: (rule, a, b) => rule.ipv6Src(ip6(a)).ipv6Dst(ip6(b)),
    frame: (a, b) => frame(ethernet(), ipv6({ src: ip6(a), dst: ip6(b) })),
    without: () => frame(ethernet(), ipv4()),
    lookups: 3,
    values: 65_536,
  },
};

/** Rule i asks for i and 2i + 1; every fifth asks for what an earlier one asks for. */
const second = (i: number) => 2 * i + 1;
const pairedRules = ({ rule }: Kind, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = i % 5 === 4 ? i - 3 : i;
    return rule(start(i), at, second(at));
  });

/** Pairs, each of their halves beside the other half of another rule, halves that no rule has, and frames without the second. */
const framesOf = ({ frame: made, without }: Kind, count: number, most = 150): readonly Uint8Array[] => {
  const step = Math.max(1, Math.floor(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, n) => n * step).flatMap((i) => [
    made(i, second(i)),
    made(i, second(i) + 1),
    made(i, second(i + 1)),
    made(i + count, second(i)),
    made(second(i), i),
    without(i),
  ]);
};

const labelled = (frames: readonly Uint8Array[]): readonly Sample[] =>
  frames.map((bytes, i) => ({ label: `frame ${i}`, frame: bytes }));

/** Frames of all other kinds. */
const others = hostileFrames().filter((_, i) => i % 4 === 0);

/** Kernel and interpreter agree on the frames, in action and in which rule decided; the verifier walks little. */
async function expectAgreement(program: Program, frames: readonly Sample[]) {
  const samples = decodeAll(frames);
  const decided = samples.map(({ packet }) => interpret(program, packet).rule?.id);
  expect(new Set(decided).size).toBeGreaterThan(5);
  expect(decided).toContain(undefined);
  const times = new Map<number | undefined, bigint>();
  for (const id of decided) times.set(id, (times.get(id) ?? 0n) + 1n);
  await withKernelProgram(program, ({ run, counts, verified }) => {
    expect(differences(program, samples, run)).toEqual([]);
    const expected = {
      rules: program.rules.map(({ id }) => times.get(id) ?? 0n),
      policy: times.get(undefined),
    };
    expect(counts()).toEqual(expected);
    expect(verified).toBeLessThan(20_000);
  });
}

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("rules about pairs"), () => {
  describe.each(Object.entries(KINDS))("%s", (_, kind) => {
    test.each([9, 60, 1000])("%i", async (count) => {
      const program = programOf(ruleset({ policy: "tx" }, pairedRules(kind, count)));
      // Of a few rules that need several lookups a classifier is as fast.
      if (count === 1000) {
        const { steps, lookups, classifiers, rules } = plan(program);
        const ways = [steps, lookups, classifiers, rules].map(({ length }) => length);
        expect(ways).toEqual([1, kind.lookups, 0, 0]);
      }
      const made = framesOf(kind, Math.min(count, kind.values / 4));
      await expectAgreement(program, [...labelled(made), ...others]);
    });
  });

  const [ports, addresses] = [KINDS["an address and a port"]!, KINDS["two addresses of IPv6"]!];

  test.each([20_000, 100_000])("%i pairs", async (count) => {
    const program = programOf(pairedRules(ports, count));
    expect(plan(program).lookups).toHaveLength(1);
    await expectAgreement(program, labelled(framesOf(ports, 20_000, 20)));
  });

  test("20,000 pairs of IPv6", async () => {
    const program = programOf(pairedRules(addresses, 20_000));
    expect(plan(program).lookups).toHaveLength(3);
    await expectAgreement(program, labelled(framesOf(addresses, 20_000, 20)));
  });

  test("among rules that are looked up, classified and compared", async () => {
    const pairs = pairedRules(ports, 100);
    const beside = [
      pass("friends").ipv4Src(ip(3), ip(7), ip(8), ip(9), ip(200)),
      ...Array.from({ length: 20 }, (_, i) =>
        aborted(`net ${i}`).ipv4Dst(`192.0.2.${i}`).udpDport(range(i, 30)).ipv4Ttl(range(0, 200)),
      ),
      tx("tagged")
        .vlan()
        .ipv4Src(ip(20))
        .tcpDport(port(second(20))),
      drop("every web server").tcpDport(port(second(30))),
    ];
    const program = programOf([
      ...pairs.slice(0, 10),
      ...beside.slice(0, 5),
      ...pairs.slice(10, 80),
      ...beside.slice(5),
      ...pairs.slice(80),
    ]);
    const { steps, classifiers } = plan(program);
    expect(steps.map(({ key }) => key.length)).toContain(2);
    expect(classifiers.length).toBeGreaterThan(0);
    const tagged = [20, 21].map((i) =>
      frame(ethernet(), vlan({ id: 5 }), ipv4({ src: ip(i) }), tcp({ dport: port(second(i)) })),
    );
    const toNets = [0, 5, 19].map((i) => frame(ethernet(), ipv4({ dst: `192.0.2.${i}` }), udp({ dport: i })));
    const made = [...framesOf(ports, 100), ...tagged, ...toNets];
    await expectAgreement(program, [...labelled(made), ...others]);
  });

  const SEVERAL = {
    "several values": (count: number) =>
      Array.from({ length: count }, (_, i) =>
        start(i)
          .ipv4Src(ip(i), ip(i + 1), ip(50 + i))
          .tcpDport(range(80 + i, 83 + i)),
      ),
    "a tag as well": (count: number) =>
      Array.from({ length: count }, (_, i) =>
        STARTS[i % STARTS.length]!(`tagged ${i}`)
          .vlan()
          .ipv4Src(ip(i))
          .tcpDport(80 + i),
      ),
  };

  test.each(Object.entries(SEVERAL))("pairs of %s", async (_, rules) => {
    const program = programOf(rules(12));
    const { steps } = plan(program);
    expect(steps.map(({ key }) => key.length)).toEqual([2]);
    const made = Array.from({ length: 70 }, (_, a) =>
      [79, 80, 82, 83, 85, 86, 89, 91, 94, 95].flatMap((dport) => [
        frame(ethernet(), ipv4({ src: ip(a) }), tcp({ dport })),
        frame(ethernet(), vlan({ id: 1 }), ipv4({ src: ip(a) }), tcp({ dport })),
      ]),
    ).flat();
    await expectAgreement(program, labelled(made));
  });
});
