/** Predicates beside what depends on the moment: they are asked first, so a packet for which they do not hold uses nothing up. */
import { describe, expect, test } from "vitest";
import { plan } from "../../../src/codegen/5-plan/index.js";
import type { LiveMatch } from "../../../src/ir/index.js";
import { ethernet, frame, ipv4, ipv6, raw, tcp, udp } from "../../../src/testing/frames.js";
import { and, compare, field, has, inLive, not, or, predicate, starts } from "../../support/expressions.js";
import { disagreements, liveProgram, withLiveProgram } from "../live/live-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const span = { file: "rules/live.ts", line: 1, column: 1 };
/** One packet a second, and one at once. */
const over: LiveMatch = { kind: "over", rate: 1, unit: "packets", burst: 1, key: [], keys: 1, span };
const isLow = compare("<", field("tcpDport"), 1024);
const low = predicate(isLow);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("predicates and live rules"), () => {
  const context = { ingressIfindex: 1, rxQueue: 0, now: 1_000_000_000n, random: 0 };
  const program = liveProgram(
    [{ capacity: 100 }],
    [
      { name: "shown", statement: "monitor", predicates: [predicate(starts("GET"))] },
      { name: "above", predicates: [low], live: [over] },
      {
        name: "banned",
        predicates: [predicate(compare("===", field("tcpDport"), 4444))],
        ban: { set: "set0", key: [{ field: "ipv4Src", length: 32 }], milliseconds: 60_000, span },
      },
      {
        name: "was banned",
        live: [{ kind: "live-set", fields: ["ipv4Src"], set: "set0", negated: false }],
      },
    ],
  );
  const to = (dport: number, src = "10.0.0.1") => frame(ethernet(), ipv4({ src }), tcp({ dport }));
  const FRAMES: readonly (readonly [Uint8Array, string | undefined])[] = [
    [to(2000), undefined],
    [frame(ethernet(), ipv4(), udp({ dport: 5 })), undefined],
    // The first below 1024 is within the rate, which the others have left alone.
    [to(80), undefined],
    [to(80), "above"],
    [to(2000), undefined],
    [to(4444, "10.0.0.2"), "banned"],
    [to(2000, "10.0.0.2"), "was banned"],
    [to(80, "10.0.0.2"), "above"],
    [to(2000, "10.0.0.3"), undefined],
  ];

  test("ask live sets when their turn comes, which others and they themselves have filled", async () => {
    const minute = 60_000;
    const ban = { set: "set0", key: [{ field: "ipv4Src", length: 32 }], milliseconds: minute, span } as const;
    const isBanned = inLive("ipv4Src", "set0");
    const asking = liveProgram(
      [{ capacity: 100 }],
      [
        { name: "port", predicates: [predicate(compare("===", field("tcpDport"), 4444))], ban },
        {
          name: "banned low",
          predicates: [predicate(or(not(isBanned), isLow))],
          action: "pass",
          live: [over],
        },
        { name: "banned", predicates: [predicate(or(isBanned, has("arp")))], ban },
      ],
    );
    const at = (milliseconds: number) => ({
      ...context,
      now: context.now + BigInt(milliseconds) * 1_000_000n,
    });
    const steps: readonly (readonly [Uint8Array, number, string | undefined])[] = [
      [to(2000), 0, undefined],
      [to(2000), 0, "banned low"],
      [to(4444), 0, "port"],
      [to(2000), 0, "banned"],
      [to(80), 0, "banned low"],
      [to(2000), minute / 2, "banned"],
      // Each time it is banned anew.
      [to(2000), minute, "banned"],
      [to(2000), 2 * minute + 100, undefined],
      [frame(ethernet(), ipv4(), udp({ dport: 5 })), 2 * minute + 100, "banned low"],
    ];
    await withLiveProgram(asking, {}, ({ interpreter, kernel }) => {
      for (const [i, [bytes, when, rule]] of steps.entries())
        for (const judge of [interpreter, kernel])
          expect([i, judge(bytes, at(when)).rule]).toEqual([i, rule]);
    });
  });

  // What is too large for the rule's function is one of its own.
  test.each([90, 250])(
    "ask live sets %i times",
    async (times) => {
      const many = Array.from({ length: times }, (_, i) =>
        and(
          inLive(i % 2 === 0 ? "ipv6Src" : "ipv6Dst", `set${i % 3}`),
          compare("===", field("ipv6HopLimit"), i % 160),
        ),
      );
      const large = liveProgram(
        [0, 1, 2].map((length) => ({
          type: ["ipv6"],
          capacity: length === 0 ? 5000 : 100,
          elements: [{ values: [0x2001_0db8n << 96n], length: 32 + length * 48 }],
        })),
        [{ name: "large", predicates: [predicate(many.reduce((a, b) => or(a, b)))] }],
      );
      expect(plan(large).live.parts[0]![0]!.predicates[0]!.apart).toBe(times > 100);
      await withLiveProgram(large, {}, (judges) => {
        const frames = ["2001:db8::", "2001:db8::1", "2001:db9::"].flatMap((src) =>
          Array.from({ length: 160 }, (_, hopLimit) => ({
            frame: frame(ethernet(), ipv6({ src, dst: "2001:db8:1::", hopLimit })),
            context,
          })),
        );
        expect(disagreements(judges, frames)).toEqual([]);
        const dropped = frames.filter((one) => judges.kernel(one.frame, context).action === "drop");
        expect(dropped.length).toBeGreaterThan(times / 2);
        expect(dropped.length).toBeLessThan(300);
      });
    },
    120_000,
  );

  test("decide one after the other, in both judges", async () => {
    await withLiveProgram(program, {}, ({ interpreter, kernel }) => {
      for (const [bytes, rule] of FRAMES) {
        expect(interpreter(bytes, context).rule).toBe(rule);
        expect(kernel(bytes, context)).toEqual(verdictOf(rule));
      }
      const shown = frame(ethernet(), ipv4(), tcp({ dport: 2000 }), raw("GET /"));
      for (const judge of [interpreter, kernel])
        expect(judge(shown, context)).toEqual({ ...verdictOf(undefined), counted: ["shown"] });
    });
  });

  const verdictOf = (rule: string | undefined) => ({
    action: rule === undefined ? "pass" : "drop",
    rule,
    counted: [],
  });
});
