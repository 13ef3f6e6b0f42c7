/** What live sets, rates, samples and bans become in the program, and what the optimiser leaves of rules beside them. */
import { describe, expect, test } from "vitest";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import {
  drop,
  liveSet,
  not,
  pass,
  ruleset,
  sample,
  type OverOptions,
  type Rules,
} from "../../../src/index.js";
import { limiterTimes, verify, type OverMatch } from "../../../src/ir/index.js";
import { programOf } from "../../../src/testing/index.js";

const bans = liveSet("bans", {
  type: "ipv4",
  capacity: 10,
  timeout: "10m",
  elements: ["192.0.2.1", "10.0.0.0/8", "192.0.2.1"],
});
const attempts = liveSet("attempts", { type: ["ipv4", "tcp-port"], capacity: 10 });

const first = (rules: Rules) => programOf(rules).rules[0]!;
const overOf = (options: OverOptions) => first(drop().over(options)).live[0] as OverMatch;
const codesOf = (rules: Rules) => optimise(programOf(rules)).diagnostics.map(({ code }) => code);

describe("live matches", () => {
  test("a field's method and pair(…) ask a set, which is in the program once", () => {
    const program = programOf([
      drop().ipv4Src(bans).ipv4Dst(not(bans)),
      pass().pair(["ipv4Dst", "tcpSport"], attempts),
    ]);
    expect(program.rules.map(({ name }) => name)).toEqual([
      "drop ipv4Src bans ipv4Dst not bans",
      "pass ipv4Dst+tcpSport attempts",
    ]);
    expect(program.rules[0]!.matches).toEqual([]);
    expect(program.rules[0]!.live).toMatchObject([
      { kind: "live-set", fields: ["ipv4Src"], set: "bans", negated: false },
      { kind: "live-set", fields: ["ipv4Dst"], set: "bans", negated: true },
    ]);
    expect(program.sets.map(({ name }) => name)).toEqual(["bans", "attempts"]);
  });

  test("a set begins with its elements, sorted, each once; a timeout is milliseconds", () => {
    expect(programOf(drop().ipv4Src(bans)).sets).toMatchObject([
      {
        type: ["ipv4"],
        capacity: 10,
        milliseconds: 600_000,
        elements: [
          { values: [0x0a000000n], length: 8 },
          { values: [0xc0000201n], length: 32 },
        ],
      },
    ]);
  });

  test("stand in the order in which they are asked: sets, samples, the rate", () => {
    const rule = first(drop().over({ rate: "1/s" }).sample(0.5).ipv4Src(bans).flowSample(1));
    expect(rule.live.map(({ kind }) => kind)).toEqual(["live-set", "sample", "sample", "over"]);
    verify(programOf(drop().over({ rate: "1/s" }).ipv4Src(bans)), "a test");
  });

  test.each([
    [1, 2 ** 32],
    [0.5, 2 ** 31],
    [1e-15, 1],
  ])("a share of %d is a threshold of %d", (share, threshold) => {
    expect(first(drop().sample(share)).live).toMatchObject([{ threshold, perFlow: false }]);
  });
});

describe("rates", () => {
  test.each<[OverOptions["rate"], number, string]>([
    ["1000/s", 1000, "packets"],
    ["90/m", 1.5, "packets"],
    ["1/h", 1 / 3600, "packets"],
    ["10MB/s", 1e7, "bytes"],
    ["8kbit/s", 1000, "bytes"],
    ["6GB/m", 1e8, "bytes"],
  ])("%s", (rate, perSecond, unit) => {
    expect(overOf({ rate })).toMatchObject({ rate: perSecond, unit });
  });

  test("a burst that is not said is a tenth of a second, and at least a packet or the longest frame", () => {
    expect(overOf({ rate: "1000/s" }).burst).toBe(100);
    expect(overOf({ rate: "1/s" }).burst).toBe(1);
    expect(overOf({ rate: "10MB/s" }).burst).toBe(1_000_000);
    expect(overOf({ rate: "1kB/s" }).burst).toBe(64_000);
    expect(overOf({ rate: "1kB/s", burst: "2kB" }).burst).toBe(2000);
  });

  test("a key is fields or their first bits; without one there is one bucket", () => {
    const { key, keys } = overOf({ rate: "1/s", per: ["ipv4Src/24", "udpDport"], keys: 100 });
    expect({ key, keys }).toEqual({
      key: [
        { field: "ipv4Src", length: 24 },
        { field: "udpDport", length: 16 },
      ],
      keys: 100,
    });
    expect(overOf({ rate: "1/s" })).toMatchObject({ key: [], keys: 1 });
  });

  test("are named as they are written", () => {
    const name = (options: OverOptions) => first(drop().over(options)).name;
    expect(name({ rate: "1000/s", per: "ipv4Src/24" })).toBe("drop over 1000/s per ipv4Src/24");
    expect(name({ rate: "90/m", per: ["ipv4Src", "dport"] })).toBe("drop over 90/m per ipv4Src+dport");
    expect(name({ rate: "10MB/s" })).toBe("drop over 10MB/s");
    expect(name({ rate: "1/h" })).toBe("drop over 1/h");
  });

  test("take times of 1/16 ns that fit 64 bits with the longest frame, and are as exact as can be", () => {
    expect(limiterTimes(overOf({ rate: "1000/s", burst: 200 }))).toEqual({
      scale: 16_000_000n,
      shift: 0,
      depth: 3_200_000_000n,
    });
    for (const rate of ["1B/h", "1kB/s", "10MB/s", "100GB/s"] as const) {
      const over = { ...overOf({ rate, burst: 1 }), burst: 64_000 };
      const { scale, shift, depth } = limiterTimes(over);
      const exact = (64_000 * 16e9) / over.rate;
      expect((scale * 65_535n).toString(2).length, rate).toBeLessThanOrEqual(64);
      expect(Number((64_000n * scale) >> BigInt(shift)) / exact, rate).toBeCloseTo(1, 3);
      expect(depth, rate).toBe((64_000n * scale) >> BigInt(shift));
    }
  });
});

describe("bans", () => {
  const banOf = (rules: Rules) => first(rules).ban;
  const ports = liveSet("ports", { type: "tcp-port", capacity: 10 });

  test("take the rate's key when the set can have it, else the source address", () => {
    const flood = drop().udpDport(53);
    expect(banOf(flood.over({ rate: "1/s", per: "ipv4Src/24" }).thenBan(bans, { for: "1h" }))).toMatchObject({
      set: "bans",
      key: [{ field: "ipv4Src", length: 24 }],
      milliseconds: 3_600_000,
    });
    expect(banOf(flood.over({ rate: "1/s", per: "udpSport" }).thenBan(bans))).toMatchObject({
      key: [{ field: "ipv4Src", length: 32 }],
      milliseconds: undefined,
    });
    expect(banOf(drop().ipv4Dst("192.0.2.1").thenBan(bans))).toMatchObject({ key: [{ field: "ipv4Src" }] });
  });

  test("of ports and pairs take the one field that the rule asks for, or what key says", () => {
    expect(banOf(drop().tcpDport(23).thenBan(ports))).toMatchObject({ key: [{ field: "tcpDport" }] });
    expect(banOf(drop().tcpDport(23).thenBan(attempts))).toMatchObject({
      key: [{ field: "ipv4Src" }, { field: "tcpDport" }],
    });
    expect(
      banOf(
        drop()
          .tcp()
          .thenBan(attempts, { key: ["ipv4Dst", "tcpSport"] }),
      ),
    ).toMatchObject({ key: [{ field: "ipv4Dst" }, { field: "tcpSport" }] });
    expect(() => programOf(drop().tcpDport(23).tcpSport(23).thenBan(ports))).toThrow(/XG244/);
  });

  test("a rule that decides nothing bans nobody, and its set is there all the same", () => {
    const program = programOf(drop().tcpDport(23).thenBan(bans).monitor());
    expect(program.rules[0]).toMatchObject({ statement: "monitor", name: "monitor drop tcpDport 23" });
    expect(program.rules[0]!.ban).toBeUndefined();
    expect(program.sets).toHaveLength(1);
  });
});

describe("what no packet can have together is refused", () => {
  test.each([
    [
      "a pair",
      drop().arp().monitor(),
      (rule: ReturnType<typeof drop>) => rule.pair(["ipv4Src", "tcpDport"], attempts),
    ],
    ["a rate", drop().ipv6(), (rule: ReturnType<typeof drop>) => rule.over({ rate: "1/s", per: "ipv4Src" })],
    ["a flow", drop().arp(), (rule: ReturnType<typeof drop>) => rule.flowSample(0.5)],
    ["a ban", drop().ipv6(), (rule: ReturnType<typeof drop>) => rule.thenBan(bans)],
    ["a set", drop().ipv6(), (rule: ReturnType<typeof drop>) => rule.ipv4Src(bans)],
  ])("%s", (_, rule, extend) => {
    expect(() => programOf(extend(rule as never))).toThrow(/XG213/);
  });
});

describe("the optimiser", () => {
  const everything = [
    drop("set").ipv4Src(bans),
    drop("sample").sample(0.5),
    drop("rate").over({ rate: "1/s" }),
    drop("monitor").monitor(),
    sample("look"),
  ];

  test.each(everything.map((rule, i) => [i, rule] as const))("live rule %i hides nothing", (_, live) => {
    expect(codesOf([live, drop("behind").ipv4Src("192.0.2.1"), drop("last")])).toEqual([]);
  });

  test.each(everything.map((rule, i) => [i, rule] as const))("live rule %i can be hidden", (_, live) => {
    expect(codesOf([drop("all"), live])).toEqual(["XG302"]);
  });

  test("rules that ban decide, and still hide nothing: what they do is more", () => {
    expect(codesOf([drop().tcpDport(23).thenBan(bans), drop().tcpDport(23)])).toEqual([]);
  });

  test("a policy beside live rules stays", () => {
    const { program } = optimise(programOf(ruleset({ policy: "drop" }, [pass().ipv4Src(bans)])));
    expect(program).toMatchObject({ policy: "drop", sets: [{ name: "bans" }], rules: [{ id: 0 }] });
  });
});
