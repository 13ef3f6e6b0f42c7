/** Rules about two fields: which are taken together, what their map says, and when they are looked up rather than classified. */
import { describe, expect, test } from "vitest";
import { membersOf, type Member } from "../../../../src/codegen/5-plan/gather.js";
import { plan } from "../../../../src/codegen/5-plan/index.js";
import { pairMapOf } from "../../../../src/codegen/5-plan/pair-map.js";
import { pairGroups } from "../../../../src/codegen/5-plan/pairs.js";
import type { ValueMap } from "../../../../src/codegen/5-plan/value-map.js";
import { decisionOf, UNDECIDED } from "../../../../src/codegen/decision.js";
import { drop, not, pass, range, type AnyRule } from "../../../../src/dsl/index.js";
import type { FieldName } from "../../../../src/packet/index.js";
import { ACTIONS } from "../../../../src/packet/index.js";
import { programOf } from "../../../../src/testing/index.js";

const members = (...rules: readonly AnyRule[]) => membersOf(programOf(rules));
const groupsOf = (rules: readonly AnyRule[], least = 1) => pairGroups(members(...rules), least);

describe("which rules are pairs", () => {
  const web = () => drop().ipv4Src("10.0.0.1");
  test.each([
    ["two values", web().tcpDport(80), true],
    ["sixteen pairs", web().tcpDport(range(1, 16)), true],
    ["sixteen pairs of four and four", drop().ipv4Src("10.0.0.0/30").tcpDport(1, 3, 5, 7), true],
    ["seventeen pairs", web().tcpDport(range(1, 17)), false],
    ["all ports but one", web().tcpDport(not(80)), false],
    ["a prefix of IPv6", drop().ipv6Src("2001:db8::/64").tcpDport(80), false],
    ["one field", web(), false],
    ["three fields", web().tcpDport(80).ipv4Ttl(1), false],
    ["a value, and that another field is there", web().tcpDport(range(0, 65535)), false],
  ])("%s", (_, rule, isPair) => {
    const { groups, rest } = groupsOf([rule]);
    expect([groups.length, rest.length]).toEqual(isPair ? [1, 0] : [0, 1]);
  });

  test("of one group are rules that ask for the same fields and the same bits", () => {
    const { groups, rest } = groupsOf(
      [
        drop("a").ipv4Src("10.0.0.1").tcpDport(1),
        drop("b").tcpDport(2).ipv4Src("10.0.0.2"),
        drop("c").vlan().ipv4Src("10.0.0.3").tcpDport(3),
        drop("d").ipv4Src("10.0.0.4").udpDport(4),
        drop("e").vlan().ipv4Src("10.0.0.5").tcpDport(5),
        drop("f").ipv4Src("10.0.0.6").tcpDport(6),
      ],
      2,
    );
    const names = (some: readonly Member[]) => some.map(({ rule }) => rule.name).join("");
    expect(groups.map((group) => names(group.members))).toEqual(["abf", "ce"]);
    expect(names(rest)).toBe("d");
    expect(groups[0]!.fields).toEqual(["ipv4Src", "tcpDport"]);
    expect(groups[1]!.presence).toContain("vlan");
  });
});

const labelIn = (map: ValueMap, value: bigint): number => {
  if (map.kind === "wide")
    return map.entries.find(({ first, last }) => first <= value && value <= last)?.label ?? map.otherwise;
  const i = map.firsts.indexOf(Number(value));
  return i < 0 ? map.otherwise : map.labels[i]!;
};

const holds = ({ box }: Member, field: FieldName, value: bigint): boolean => {
  const values = box.fields.get(field)!;
  return values.kind === "wide"
    ? values.intervals.some(({ first, last }) => first <= value && value <= last)
    : values.firsts.some((first, i) => BigInt(first) <= value && value <= BigInt(values.lasts[i]!));
};

const mac = (i: number) => `02:00:00:00:00:${(16 + i).toString(16)}`;
const MACS = 0x02_00_00_00_00_10n;
const V6 = 0x2001_0db8n << 96n;

/** Two fields, rules about each of some pairs of small numbers, and the values that the numbers stand for. */
const KINDS = {
  "of 32 bits": {
    rule: (a: number, b: number) =>
      pass(`${a} ${b}`)
        .tcpSport(a)
        .tcpDport(b, b + 1),
    base: [0n, 0n],
    bits: 32,
  },
  "of 48 bits": {
    rule: (a: number, b: number) =>
      drop(`${a} ${b}`)
        .ipv4Src(`10.0.0.${a}`)
        .tcpDport(b, b + 1),
    base: [0x0a000000n, 0n],
    bits: 48,
  },
  "of 64 bits": {
    rule: (a: number, b: number) =>
      drop(`${a} ${b}`)
        .ipv4Src(`10.0.0.${a}`)
        .ipv4Dst(`10.0.0.${b}`, `10.0.0.${b + 1}`),
    base: [0x0a000000n, 0x0a000000n],
    bits: 64,
  },
  "of a number and 16 bits": {
    rule: (a: number, b: number) =>
      drop(`${a} ${b}`)
        .ipv6Src(`2001:db8::${a.toString(16)}`)
        .tcpDport(b, b + 1),
    base: [V6, 0n],
    bits: 48,
  },
  "of two numbers": {
    rule: (a: number, b: number) =>
      drop(`${a} ${b}`)
        .etherDst(mac(a))
        .etherSrc(mac(b), mac(b + 1)),
    base: [MACS, MACS],
    bits: 64,
  },
} as const;

describe("the map of pairs", () => {
  test.each(Object.entries(KINDS))("%s", (_, { rule, base, bits }) => {
    // Each pair differs from its neighbours in one half; rules overlap in what their second field may be.
    const numbers = [...new Set(Array.from({ length: 40 }, (_, i) => 11 * (i % 7) + ((i * 3) % 11)))];
    const all = members(...numbers.map((n) => rule(Math.floor(n / 11), n % 11)));
    const { groups } = pairGroups(all, 1);
    expect(groups).toHaveLength(1);
    const { map, parts } = pairMapOf(groups[0]!, UNDECIDED);
    expect(map.bits).toBe(bits);
    const [upper, lower] = parts;
    const partOf = ({ numbers }: typeof upper, value: bigint) =>
      numbers === undefined ? value : BigInt(labelIn(numbers, value));
    const baseOf = (field: FieldName) => base[[...all[0]!.box.fields.keys()].indexOf(field)]!;
    for (let a = 0n; a < 14n; a++)
      for (let b = 0n; b < 14n; b++) {
        const values = [baseOf(upper.field) + a, baseOf(lower.field) + b] as const;
        const first = all.find(
          (each) => holds(each, upper.field, values[0]) && holds(each, lower.field, values[1]),
        );
        const key = (partOf(upper, values[0]) << BigInt(lower.bits)) | partOf(lower, values[1]);
        const expected = first && decisionOf(first.slot, ACTIONS[first.rule.action].value);
        expect(labelIn(map, key), `${a} ${b}`).toBe(expected ?? UNDECIDED);
      }
  });
});

const pairs = (count: number, start = "pair") =>
  Array.from({ length: count }, (_, i) =>
    drop(`${start} ${i}`)
      .ipv4Src(`10.0.${i >> 8}.${i & 255}`)
      .tcpDport(2 * i + 1),
  );

describe("when pairs are looked up", () => {
  const keysOf = (rules: readonly AnyRule[], options = {}) =>
    plan(programOf(rules), options).steps.map(({ key }) => key.map(({ field }) => field));

  test("from nine rules on", () => {
    expect(keysOf(pairs(8))).toEqual([]);
    expect(keysOf(pairs(9))).toEqual([["ipv4Src", "tcpDport"]]);
  });

  test("not when everything is to be compared", () => {
    expect(plan(programOf(pairs(100)), { strategy: "in-order" }).rules).toHaveLength(100);
  });

  test("few go along with rules of several fields that ask about one of theirs, many do not", () => {
    const others = Array.from({ length: 9 }, (_, i) =>
      pass(`other ${i}`).ipv4Src(`10.9.${i}.0/24`).udpDport(range(i, 100)),
    );
    expect(keysOf([...others, ...pairs(63)])).toEqual([]);
    expect(keysOf([...others, ...pairs(64)])).toEqual([["ipv4Src", "tcpDport"]]);
  });

  test("not when a classifier for several groups costs less than the lookup of each", () => {
    const ports = ["tcpDport", "udpDport", "tcpSport", "udpSport"] as const;
    const ofField = (field: (typeof ports)[number], i: number) => {
      const rule = drop(`${field} ${i}`).ipv4Src(`10.0.0.${i}`);
      return rule[field](i + 1);
    };
    const groups = ports.flatMap((field) => Array.from({ length: 9 }, (_, i) => ofField(field, i)));
    const { steps, classifiers } = plan(programOf(groups));
    expect(steps).toEqual([]);
    expect(classifiers.length).toBeGreaterThan(0);
  });

  test("with the policy's decision where nothing else is asked", () => {
    const otherwiseOf = (rules: readonly AnyRule[]) => {
      const { lookups, steps } = plan(programOf(rules));
      return lookups.find(({ name }) => name === steps[0]!.lookup)!.constants;
    };
    expect(JSON.stringify(otherwiseOf(pairs(20)))).toContain(
      `"otherwise":${decisionOf(20, ACTIONS.pass.value)}`,
    );
    expect(
      JSON.stringify(otherwiseOf([...pairs(20), drop("net").ipv4Dst("10.0.0.0/8").udpDport(7)])),
    ).toContain(`"otherwise":${UNDECIDED}`);
  });

  test.each([
    [20, "classifier"],
    [1001, "classifier of the first 1,000 rules"],
  ])("what a classifier of %i would cost is said", (count, title) => {
    const [choice] = plan(programOf(pairs(count))).choices;
    expect(choice!.subject).toContain("about ipv4Src and tcpDport");
    expect(choice!.others.map((other) => other.title)).toContain(title);
  });
});
