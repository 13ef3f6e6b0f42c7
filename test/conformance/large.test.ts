/** Compared rules that are more than one function of C: 10,000 rules, one rule more or less than a part holds, lists of thousands. */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import { aborted, drop, not, pass, range, ruleset, tx, type AnyRule } from "../../src/dsl/index.js";
import type { Program } from "../../src/ir/index.js";
import { ethernet, frame, ipv4, ipv6, tcp, udp, vlan } from "../../src/testing/frames.js";
import { interpret, programOf } from "../../src/testing/index.js";
import { hostileFrames, type Sample } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram, type KernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

/** Nothing is looked up: the planner would have tables for such rules. */
const IN_ORDER = { strategy: "in-order" } as const;

/** A kind of rule, each of its rules with a number in it, and a frame that this rule alone decides. */
interface Kind {
  readonly rule: (i: number) => AnyRule;
  readonly frame: (i: number) => Uint8Array;
}

const hex = (i: number) => i.toString(16).padStart(4, "0");
const net4 = (i: number) => `10.${i >> 8}.${i & 255}`;
const mac = (i: number) => `02:00:00:00:${hex(i).slice(0, 2)}:${hex(i).slice(2)}`;

const TWO_MATCHES: Kind = {
  rule: (i) =>
    drop(`rule ${i}`)
      .ipv4Src(`${net4(i)}.0/24`)
      .tcpDport(443),
  frame: (i) => frame(ethernet(), ipv4({ src: `${net4(i)}.77` }), tcp({ dport: 443 })),
};

const KINDS: readonly Kind[] = [
  TWO_MATCHES,
  {
    rule: (i) =>
      tx(`rule ${i}`)
        .ipv4Dst(`${net4(i)}.1`)
        .udpDport(range(1000, 1999))
        .ipv4Ttl(not(255)),
    frame: (i) => frame(ethernet(), ipv4({ dst: `${net4(i)}.1` }), udp({ dport: 1000 + (i % 1000) })),
  },
  {
    rule: (i) =>
      drop(`rule ${i}`)
        .ipv6Src(`2001:db8:${hex(i)}::/48`)
        .tcpDport(22, 80, 8080),
    frame: (i) => frame(ethernet(), ipv6({ src: `2001:db8:${hex(i)}::1` }), tcp({ dport: 80 })),
  },
  {
    rule: (i) =>
      aborted(`rule ${i}`)
        .etherSrc(mac(i))
        .vlanId(range(0, i & 0xfff)),
    frame: (i) => frame(ethernet({ src: mac(i) }), vlan({ id: i & 0xfff })),
  },
  {
    rule: (i) =>
      drop(`rule ${i}`)
        .ipv6Dst(range(`2001:db8::${hex(i)}:0`, `2001:db8::${hex(i)}:fffe`))
        .udpSport(i),
    frame: (i) => frame(ethernet(), ipv6({ dst: `2001:db8::${hex(i)}:fffe` }), udp({ sport: i })),
  },
];
const kindOf = (i: number) => KINDS[i % KINDS.length]!;

/** What no rule above is about, or just not. */
const others: readonly Sample[] = [
  ...hostileFrames().filter(({ context }, index) => context === undefined && index % 6 === 0),
  { label: "an address behind the last", frame: TWO_MATCHES.frame(20_000) },
  { label: "a port beside", frame: frame(ethernet(), ipv4({ src: "10.0.0.77" }), tcp({ dport: 444 })) },
];

/** The first and last rules of every part, their neighbours, and some between. */
function probes(program: Program): readonly number[] {
  const edges = plan(program, IN_ORDER).parts.flatMap((part) => [part[0]!.slot, part.at(-1)!.slot]);
  const between = program.rules.map(({ id }) => id).filter((id) => id % 97 === 0);
  return [...new Set([...edges, ...edges.map((id) => id + 1), ...between])].filter(
    (id) => id < program.rules.length,
  );
}

/** Kernel and interpreter agree on the frames, in action and in which rule decided; at least these rules decide one each. */
async function expectAgreement(program: Program, frames: readonly Sample[], deciding: readonly number[]) {
  const samples = decodeAll([...frames, ...others]);
  const decided = samples.map(({ packet }) => interpret(program, packet).rule?.id);
  expect(deciding.filter((id) => !decided.includes(id))).toEqual([]);
  expect(decided).toContain(undefined);
  const count = (id?: number) => BigInt(decided.filter((rule) => rule === id).length);
  const compare = ({ run, counts }: KernelProgram) => {
    expect(differences(program, samples, run)).toEqual([]);
    expect(counts()).toEqual({ rules: program.rules.map(({ id }) => count(id)), policy: count() });
  };
  await withKernelProgram(program, compare, IN_ORDER);
}

const numbered = (count: number, rule: (i: number) => AnyRule) =>
  programOf(
    ruleset(
      { policy: "pass" },
      Array.from({ length: count }, (_, i) => rule(i)),
    ),
  );

const size = plan(numbered(1000, TWO_MATCHES.rule), IN_ORDER).parts[0]!.length;

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("large rulesets in the kernel"), () => {
  test("10,000 rules of two and three matches", async () => {
    const program = numbered(10_000, (i) => kindOf(i).rule(i));
    expect(plan(program, IN_ORDER).parts.length).toBeGreaterThan(20);
    const ids = probes(program);
    const frames = ids.map((i) => ({ label: `for rule ${i}`, frame: kindOf(i).frame(i) }));
    await expectAgreement(program, frames, ids);
  });

  test.each([size - 1, size, size + 1, 2 * size, 2 * size + 1])(
    `%i rules, when a part holds ${size}`,
    async (count) => {
      const program = numbered(count, TWO_MATCHES.rule);
      expect(plan(program, IN_ORDER).parts.length).toBe(Math.ceil(count / size));
      const ids = probes(program);
      const frames = ids.map((i) => ({ label: `for rule ${i}`, frame: TWO_MATCHES.frame(i) }));
      await expectAgreement(program, frames, ids);
    },
  );

  test("the first match wins, also over the edge of a part", async () => {
    const program = programOf([
      pass("friend").ipv4Src(`${net4(3)}.77`),
      ...Array.from({ length: size + 10 }, (_, i) => TWO_MATCHES.rule(i)),
      pass("late friend").ipv4Src(`${net4(4)}.77`),
      drop("the rest").tcpDport(443),
    ]);
    const frames = [3, 4, size + 9, size + 10, 60_000].map((i) => ({
      label: `for address ${i}`,
      frame: TWO_MATCHES.frame(i),
    }));
    await expectAgreement(program, frames, [0, 5, size + 10, size + 12]);
  });

  test.each([false, true])("lists that are several functions; negated: %s", async (negated) => {
    // Every other address, so that no two are one prefix.
    const sources = Array.from({ length: 4000 }, (_, i) => `10.1.${i >> 7}.${(i & 127) * 2}`);
    const wide = Array.from({ length: 900 }, (_, i) => `2001:db8::${hex(2 * i)}`);
    const [ipv4Rule, ipv6Rule] = [drop("IPv4").tcpDport(443), drop("IPv6")];
    const program = programOf([
      negated ? ipv4Rule.ipv4Src(not(...sources)) : ipv4Rule.ipv4Src(...sources),
      negated ? ipv6Rule.ipv6Src(not(...wide)) : ipv6Rule.ipv6Src(...wide),
      pass("behind").tcpDport(443),
    ]);
    const planned = plan(program, IN_ORDER);
    const lengths = planned.lists.map(({ anyOf }) => anyOf.length);
    expect(lengths.length).toBeGreaterThan(6);
    expect(planned.rules.map(({ tests }) => tests.at(-1)!.negated)).toEqual([negated, negated, false]);
    const edges = lengths.map((_, n) => lengths.slice(0, n).reduce((sum, length) => sum + length, 0));
    const near = (count: number) => edges.flatMap((at) => [at - 1, at]).filter((i) => i >= 0 && i < count);
    const tcp4 = (src: string) => frame(ethernet(), ipv4({ src }), tcp({ dport: 443 }));
    const tcp6 = (src: string) => frame(ethernet(), ipv6({ src }), tcp({ dport: 443 }));
    const frames = [
      ...near(sources.length).flatMap((i) => [tcp4(sources[i]!), tcp4(sources[i]!.replace(/\d$/, "1"))]),
      ...[...near(wide.length), 0, 450, 899].flatMap((i) => [
        tcp6(wide[i]!),
        tcp6(`2001:db8::${hex(2 * i + 1)}`),
      ]),
      tcp4("10.2.0.0"),
      tcp6("2001:db8:1::"),
    ].map((bytes, i) => ({ label: `${i}`, frame: bytes }));
    await expectAgreement(program, frames, [0, 1, 2]);
  });
});
