/** Predicates beside what depends on the moment: they are asked first, so a packet for which they do not hold uses nothing up. */
import { describe, expect, test } from "vitest";
import type { LiveMatch } from "../../../src/ir/index.js";
import { ethernet, frame, ipv4, raw, tcp, udp } from "../../../src/testing/frames.js";
import { compare, field, predicate, starts } from "../../support/expressions.js";
import { liveProgram, withLiveProgram } from "../live/live-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const span = { file: "rules/live.ts", line: 1, column: 1 };
/** One packet a second, and one at once. */
const over: LiveMatch = { kind: "over", rate: 1, unit: "packets", burst: 1, key: [], keys: 1, span };
const low = predicate(compare("<", field("tcpDport"), 1024));

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("predicates and live rules"), () => {
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

  test("decide one after the other, in both judges", async () => {
    await withLiveProgram(program, {}, ({ interpreter, kernel }) => {
      const context = { ingressIfindex: 1, rxQueue: 0, now: 1_000_000_000n, random: 0 };
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
