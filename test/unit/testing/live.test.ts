/** The interpreter on rules that depend on time, chance and live sets: every boundary at its very nanosecond. */
import { describe, expect, test } from "vitest";
import { drop, liveSet, not, pass, sample, type Rules } from "../../../src/index.js";
import {
  createLiveState,
  decode,
  interpret,
  judge,
  packet,
  programOf,
  trace,
  type FrameContext,
} from "../../../src/testing/index.js";
import { interpreterEngine } from "../../../src/testing/engine.js";
import { flowNumber } from "../../../src/testing/flow-number.js";

const MS = 1_000_000n;
const SECOND = 1000n * MS;
const udp = (src: string, dport = 53) =>
  packet().ipv4({ src, dst: "198.51.100.1" }).udp({ sport: 4000, dport });

/** Judges frames one after the other, the state kept. */
function series(rules: Rules) {
  const engine = interpreterEngine(programOf(rules));
  return (frame: Uint8Array, now: bigint, rest: Partial<FrameContext> = {}) =>
    engine.judge(frame, { now, ...rest });
}

describe("live sets", () => {
  const bans = liveSet("bans", { type: "ipv4", capacity: 10, elements: ["192.0.2.1", "10.0.0.0/8"] });

  test("addresses and prefixes are looked up, and negated", () => {
    const actionOf = (src: string) => judge([drop().ipv4Src(bans)], udp(src)).action;
    expect([actionOf("192.0.2.1"), actionOf("192.0.2.2")]).toEqual(["drop", "pass"]);
    expect([actionOf("10.255.0.1"), actionOf("11.0.0.0")]).toEqual(["drop", "pass"]);
    expect(judge(drop().ipv4Src(not(bans)), udp("192.0.2.1")).action).toBe("pass");
    expect(judge(drop().ipv4Src(not(bans)), udp("192.0.2.2")).action).toBe("drop");
  });

  test("a frame without the field does not match, negated or not", () => {
    const frame = packet().ipv6().udp({ dport: 53 });
    expect(judge([drop().ipv4Src(bans), drop().ipv4Src(not(bans))], frame).rule).toBeNull();
  });

  test("a test says what is in them instead, also 0.0.0.0/0 and ::/0", () => {
    const context = (...elements: string[]) => ({ sets: { bans: elements } });
    expect(judge(drop().ipv4Src(bans), udp("192.0.2.1"), context()).action).toBe("pass");
    expect(judge(drop().ipv4Src(bans), udp("203.0.113.9"), context("203.0.113.0/24")).action).toBe("drop");
    expect(judge(drop().ipv4Src(bans), udp("203.0.113.9"), context("0.0.0.0/0")).action).toBe("drop");
    const wide = liveSet("wide", { type: "ipv6", capacity: 10, elements: ["2001:db8:0:1::/64"] });
    const from = (src: string) => packet().ipv6({ src }).udp();
    expect(judge(drop().ipv6Src(wide), from("2001:db8:0:1::9")).action).toBe("drop");
    expect(judge(drop().ipv6Src(wide), from("2001:db8:0:2::9")).action).toBe("pass");
    expect(judge(drop().ipv6Src(wide), from("2001:db8:0:2::9"), { sets: { wide: ["::/0"] } }).action).toBe(
      "drop",
    );
  });

  test("XG822, XG823: a set that there is not, and what is no element", () => {
    expect(() => judge(drop().ipv4Src(bans), udp("192.0.2.1"), { sets: { bens: [] } })).toThrow(
      /XG822.*bens/,
    );
    expect(() => judge(drop().ipv4Src(bans), udp("192.0.2.1"), { sets: { bans: ["x"] } })).toThrow(
      /XG823.*"x"/,
    );
  });

  test("pairs are one element, in their order", () => {
    const pairs = liveSet("pairs", {
      type: ["ipv4", "udp-port"],
      capacity: 9,
      elements: [["192.0.2.1", 53]],
    });
    const rules = drop().pair(["ipv4Src", "udpDport"], pairs);
    expect(judge(rules, udp("192.0.2.1", 53)).action).toBe("drop");
    expect(judge(rules, udp("192.0.2.1", 54)).action).toBe("pass");
    expect(judge(rules, udp("192.0.2.2", 53)).action).toBe("pass");
    expect(judge(rules, udp("192.0.2.2", 54), { sets: { pairs: [["192.0.2.2", 54]] } }).action).toBe("drop");
  });
});

describe("bans", () => {
  const bans = liveSet("bans", { type: "ipv4", capacity: 2, timeout: "10s" });
  const knocks = (options = {}) => [
    drop("banned").ipv4Src(bans),
    drop("knock").udpDport(23).thenBan(bans, options),
  ];
  const ruleOf = (rule: number | null) => ["banned", "knock"][rule ?? -1] ?? null;

  test("an element is there until its deadline, and not at it", () => {
    const at = series(knocks());
    expect(ruleOf(at(udp("192.0.2.1", 53), 0n).rule)).toBeNull();
    expect(ruleOf(at(udp("192.0.2.1", 23), 5n).rule)).toBe("knock");
    expect(ruleOf(at(udp("192.0.2.1", 53), 10n * SECOND + 4n).rule)).toBe("banned");
    expect(ruleOf(at(udp("192.0.2.1", 53), 10n * SECOND + 5n).rule)).toBeNull();
    expect(ruleOf(at(udp("192.0.2.2", 53), 6n).rule)).toBeNull();
  });

  test("its own time goes before the set's, and a prefix bans its neighbours", () => {
    const at = series(knocks({ for: "1h", key: "ipv4Src/24" }));
    at(udp("192.0.2.1", 23), 0n);
    expect(ruleOf(at(udp("192.0.2.200", 53), 3599n * SECOND).rule)).toBe("banned");
    expect(ruleOf(at(udp("192.0.3.1", 53), 3599n * SECOND).rule)).toBeNull();
    expect(ruleOf(at(udp("192.0.2.200", 53), 3600n * SECOND).rule)).toBeNull();
  });

  test("a full set takes nothing new until something in it has gone", () => {
    const at = series(knocks());
    for (const src of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) at(udp(src, 23), 0n);
    expect(ruleOf(at(udp("192.0.2.2", 53), 1n).rule)).toBe("banned");
    expect(ruleOf(at(udp("192.0.2.3", 53), 1n).rule)).toBeNull();
    at(udp("192.0.2.3", 23), 10n * SECOND);
    expect(ruleOf(at(udp("192.0.2.3", 53), 11n * SECOND).rule)).toBe("banned");
  });

  test("a monitored rule bans nobody", () => {
    const at = series([drop().ipv4Src(bans), drop("look").udpDport(23).thenBan(bans).monitor()]);
    expect(at(udp("192.0.2.1", 23), 0n)).toEqual({ action: "pass", rule: null, counted: [1] });
    expect(at(udp("192.0.2.1", 53), 1n)).toEqual({ action: "pass", rule: null });
  });
});

describe("rates", () => {
  const isOver = (rules: Rules) => {
    const at = series(rules);
    return (frame: Uint8Array, now: bigint) => at(frame, now).action === "drop";
  };

  test("the burst goes by, then one packet for each time that a packet takes", () => {
    const over = isOver(drop().over({ rate: "10/s", burst: 3 }));
    const frame = udp("192.0.2.1");
    expect([0n, 0n, 0n, 0n].map((now) => over(frame, now))).toEqual([false, false, false, true]);
    expect(over(frame, 100n * MS - 1n)).toBe(true);
    expect(over(frame, 100n * MS)).toBe(false);
    expect(over(frame, 100n * MS)).toBe(true);
    // After a long time the bucket is full, and no fuller.
    expect([9n, 9n, 9n, 9n].map((s) => over(frame, s * SECOND))).toEqual([false, false, false, true]);
  });

  test("each key has a bucket, and a prefix is one key", () => {
    const over = isOver(drop().over({ rate: "1/s", burst: 1, per: "ipv4Src/24" }));
    expect(over(udp("192.0.2.1"), 0n)).toBe(false);
    expect(over(udp("192.0.2.2"), 0n)).toBe(true);
    expect(over(udp("192.0.3.1"), 0n)).toBe(false);
    const pairs = isOver(drop().over({ rate: "1/s", burst: 1, per: ["ipv4Src", "udpDport"] }));
    expect([53, 54, 53].map((dport) => pairs(udp("192.0.2.1", dport), 0n))).toEqual([false, false, true]);
  });

  test("a frame without a field of the key is not above", () => {
    const over = isOver(drop().over({ rate: "1/h", burst: 1, per: "ipv4Src" }));
    const frame = packet().ipv6().udp();
    expect([over(frame, 0n), over(frame, 0n), over(frame, 0n)]).toEqual([false, false, false]);
  });

  test("bytes are those of the frame", () => {
    const frame = packet().ipv4().udp().payload(new Uint8Array(58));
    expect(frame.length).toBe(100);
    const over = isOver(drop().over({ rate: "1kB/s", burst: 250 }));
    expect([0n, 0n, 0n].map((now) => over(frame, now))).toEqual([false, false, true]);
    expect(over(frame, 49n * MS)).toBe(true);
    expect(over(frame, 50n * MS + 1n)).toBe(false);
  });

  test("only packets that come to the rate take from it", () => {
    const over = series([
      pass("friend").ipv4Src("192.0.2.9"),
      drop("flood").udpDport(53).sample(0.5).over({ rate: "1/s", burst: 1 }),
    ]);
    const drops = (frame: Uint8Array, random: number) => over(frame, 0n, { random }).action === "drop";
    expect(drops(udp("192.0.2.9"), 0)).toBe(false);
    expect(drops(udp("192.0.2.1", 54), 0)).toBe(false);
    expect(drops(udp("192.0.2.1"), 2 ** 31)).toBe(false);
    expect(drops(udp("192.0.2.1"), 2 ** 31 - 1)).toBe(false);
    expect(drops(udp("192.0.2.1"), 2 ** 31 - 1)).toBe(true);
  });
});

describe("samples", () => {
  test("hold below the threshold; without a word nothing is sampled but the whole", () => {
    const rule = drop().sample(1 / 4);
    expect(judge(rule, udp("192.0.2.1"), { random: 2 ** 30 - 1 }).action).toBe("drop");
    expect(judge(rule, udp("192.0.2.1"), { random: 2 ** 30 }).action).toBe("pass");
    expect(judge(rule, udp("192.0.2.1")).action).toBe("pass");
    expect(judge(drop().sample(1), udp("192.0.2.1")).action).toBe("drop");
  });

  const flow = (frame: Uint8Array) => flowNumber(decode(frame));

  test("a flow is addresses, protocol and ports, and nothing else", () => {
    const number = flow(udp("192.0.2.1"));
    const longer = packet()
      .vlan(7)
      .ipv4({ src: "192.0.2.1", dst: "198.51.100.1", ttl: 9 })
      .udp({ sport: 4000, dport: 53 })
      .payload(new Uint8Array(100));
    expect(flow(longer)).toBe(number);
    const others = [
      udp("192.0.2.2"),
      udp("192.0.2.1", 54),
      packet().ipv4({ src: "192.0.2.1", dst: "198.51.100.1" }).tcp({ sport: 4000, dport: 53 }),
    ];
    for (const other of others) expect(flow(other)).not.toBe(number);
    expect(flow(packet().arp())).toBeUndefined();
  });

  /** As docs/semantics.md has it, worked out by hand with integers of 64 bits. */
  test("its number is what docs/semantics.md says", () => {
    const mask = 0xffff_ffffn;
    const mix = (hash: bigint, lane: bigint) => {
      const mixed = ((hash ^ lane) * 0x9e3779b1n) & mask;
      return mixed ^ (mixed >> 15n);
    };
    const numberOf = (...lanes: bigint[]) => {
      const hash = (lanes.reduce(mix, 0n) * 0x85ebca6bn) & mask;
      return Number(hash ^ (hash >> 13n));
    };
    expect(flow(udp("192.0.2.1"))).toBe(numberOf(0xc0000201n, 0xc6336401n, 17n, (4000n << 16n) | 53n));
    const wide = packet().ipv6({ src: "2001:db8::1", dst: "fe80::2" }).icmpv6();
    expect(flow(wide)).toBe(numberOf(0x20010db8n, 0n, 0n, 1n, 0xfe800000n, 0n, 0n, 2n, 58n, 0n));
  });

  test("a share of the flows is about that share", () => {
    const rules = programOf(drop().flowSample(1 / 4));
    const frames = Array.from({ length: 2000 }, (_, i) => udp(`192.0.${i >> 8}.${i & 255}`));
    const dropped = frames.filter((frame) => interpret(rules, decode(frame)).action === "drop");
    expect(dropped.length).toBeGreaterThan(400);
    expect(dropped.length).toBeLessThan(600);
  });
});

describe("rules that decide nothing", () => {
  test("count what they hold for, and the rules behind them decide", () => {
    const rules = [
      sample("queries").udpDport(53),
      drop("would").udp().monitor(),
      pass("then").udp(),
      drop("never"),
    ];
    const decision = judge(rules, udp("192.0.2.1"));
    expect(decision.rule?.name).toBe("then");
    expect(decision.counted?.map(({ name }) => name)).toEqual(["queries", "would"]);
    expect(judge(rules, packet().arp())).not.toHaveProperty("counted");
  });

  test("behind the rule that decides they count nothing", () => {
    expect(judge([drop("all"), sample("late")], udp("192.0.2.1"))).not.toHaveProperty("counted");
  });
});

test("looking changes nothing: a trace takes no token", () => {
  const program = programOf(drop().over({ rate: "1/s", burst: 1 }));
  const state = createLiveState(program);
  const frame = decode(udp("192.0.2.1"));
  for (let i = 0; i < 3; i++) expect(trace(program, frame, state)[0]!.holds).toBe(false);
  expect(interpret(program, frame, state).action).toBe("pass");
  expect(trace(program, frame, state)[0]!.holds).toBe(true);
  expect(interpret(program, frame, state).action).toBe("drop");
});
