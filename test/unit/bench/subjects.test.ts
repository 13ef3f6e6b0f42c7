/** The lists, rules and packets that the benchmark makes are what their names say. */
import { describe, expect, test } from "vitest";
import { aclAction, aclRules } from "../../../bench/acl.js";
import { intervalsOf, ipv4Addresses, ipv4Prefixes, liesIn } from "../../../bench/ipv4-lists.js";
import { ipv6Prefixes, membership } from "../../../bench/ipv6-lists.js";
import { programFor } from "../../../bench/programs.js";
import { makeSubject, narrow, SUBJECTS, type SubjectRow } from "../../../bench/subjects.js";
import { randomOf } from "../../../src/bench/random.js";
import { frameAt, lengthOf } from "../../../src/bench/trace.js";
import { decode } from "../../../src/testing/decode.js";
import { interpret } from "../../../src/testing/interpret.js";

const rowOf = (kind: SubjectRow["kind"]): SubjectRow =>
  SUBJECTS.find((row) => row.kind === kind && row.size >= 100 && row.size <= 1000)!;

describe("lists", () => {
  test("have as many entries as asked for, none twice", () => {
    const { starts } = ipv4Addresses(5000, randomOf("a"));
    expect(new Set(starts).size).toBe(5000);
    const { starts: firsts, lengths } = ipv4Prefixes(5000, randomOf("a"));
    expect(new Set([...firsts].map((first, i) => `${first}/${lengths[i]}`)).size).toBe(5000);
    expect(new Set(ipv6Prefixes(500, randomOf("a")).map((p) => `${p.start}/${p.length}`)).size).toBe(500);
  });

  test("as intervals hold just what their prefixes do", () => {
    const intervals = intervalsOf({
      starts: Uint32Array.from([0x0a000000, 0x0a000080, 0x0a000100, 0xfffffffe]),
      lengths: Uint8Array.from([24, 25, 32, 31]),
    });
    expect([...intervals.firsts]).toEqual([0x0a000000, 0xfffffffe]);
    expect([...intervals.lasts]).toEqual([0x0a000100, 0xffffffff]);
    const inside = [0x0a000000, 0x0a0000ff, 0x0a000100, 0xfffffffe, 0xffffffff];
    expect(inside.map((address) => liesIn(intervals, address))).toEqual(inside.map(() => true));
    const outside = [0, 0x09ffffff, 0x0a000101, 0xfffffffd];
    expect(outside.map((address) => liesIn(intervals, address))).toEqual(outside.map(() => false));
  });

  test("of IPv6 know their members", () => {
    const has = membership([{ start: 0x2001_0db8n << 96n, length: 32 }]);
    expect([has(0x2001_0db8n << 96n), has((0x2001_0db9n << 96n) - 1n), has(0x2001_0db9n << 96n)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("are the same for the same seed", () => {
    expect(aclRules(50, randomOf("a"))).toEqual(aclRules(50, randomOf("a")));
    expect(aclRules(50, randomOf("a"))).not.toEqual(aclRules(50, randomOf("b")));
  });
});

test("the first rule that matches decides", () => {
  const any = { ...{ src: { start: 0, length: 0 }, dst: { start: 0, length: 0 } }, protocol: 6 } as const;
  const rules = [
    { ...any, sport: [0, 65535], dport: [80, 80], action: "pass" },
    { ...any, sport: [1024, 65535], dport: [0, 65535], action: "drop" },
  ] as const;
  const packet = { src: 1, dst: 2, protocol: 6, sport: 2000, dport: 80 };
  const actions = [
    packet,
    { ...packet, dport: 81 },
    { ...packet, dport: 81, sport: 5 },
    { ...packet, protocol: 17, dport: 81 },
  ];
  expect(actions.map((p) => aclAction(rules, p))).toEqual(["pass", "drop", "pass", "pass"]);
});

describe.each(["ipv4-exact", "ipv4-cidr", "ipv6-cidr", "rules"] as const)("%s", (kind) => {
  const subject = makeSubject(rowOf(kind));

  test("the program's meaning is what the traffic should come to", () => {
    const program = programFor(subject.task);
    for (const { name, trace, drops } of [...subject.traffic, subject.live])
      for (let i = 0; i < lengthOf(trace); i += 997) {
        const { action } = interpret(program, decode(frameAt(trace, i)));
        expect([name, i, action]).toEqual([name, i, drops(i) ? "drop" : "pass"]);
      }
  });

  test("hits hit and misses miss", () => {
    const share = ({ trace, drops }: (typeof subject.traffic)[number]): number => {
      const indices = Array.from({ length: 1000 }, (_, i) => Math.floor((i * lengthOf(trace)) / 1000));
      return indices.filter(drops).length / indices.length;
    };
    const shares = { hit: [1, 1], miss: [0, 0], mix: [0.4, 0.6], [subject.name]: [0.3, 0.95] } as const;
    for (const traffic of subject.traffic) {
      const word = traffic.name.slice(subject.name.length + 1) as keyof typeof shares;
      const [least, most] = shares[word] ?? shares[subject.name]!;
      expect(share(traffic)).toBeGreaterThanOrEqual(least);
      expect(share(traffic)).toBeLessThanOrEqual(most);
    }
    expect(share(subject.live)).toBe(1);
  });

  test("one case alone has the packets that it has among others", () => {
    const last = subject.traffic.at(-1)!;
    const alone = makeSubject(narrow(rowOf(kind), (name) => name === last.name)!);
    expect(alone.traffic.map(({ name }) => name)).toEqual([last.name]);
    expect(Buffer.compare(alone.traffic[0]!.trace.records, last.trace.records)).toBe(0);
  });
});
