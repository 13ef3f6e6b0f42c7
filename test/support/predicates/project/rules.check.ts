/** The tests of a project with predicates: run by test/unit/predicates/plugin.test.ts. */
import { describe, expect, test, vi } from "vitest";
import { drop, liveSet } from "xdpgen";
import { packet } from "../../../../src/testing/index.js";
import "../../../../src/testing/vitest.js";
import rules from "./rules.js";

vi.mock("node:querystring", () => ({ escape: () => [1, 2].map((x) => x + 1).join("-") }));

describe("rules with predicates", () => {
  test("drop what they say", () => {
    expect(rules).toDropBy("scan", packet().ipv4().tcp({ dport: 23 }));
    expect(rules).toPass(packet().ipv4().tcp({ dport: 22 }));
    expect(rules).toPass(packet().ipv4({ ttl: 4 }).tcp({ dport: 23 }));
    expect(rules).toPassBy("dns", packet().ipv4().udp({ dport: 53 }));
  });

  test("in a test's own file", () => {
    const low = drop("low").when((p) => p.ipv4.ttl < 5 && p.ipv4.ttl !== 3);
    expect(low).toDrop(packet().ipv4({ ttl: 4 }));
    expect(low).toPass(packet().ipv4({ ttl: 3 }));
  });

  test("with live sets, whose elements a test says", () => {
    const bans = liveSet("bans", { type: "ipv4", capacity: 10 });
    const banned = drop("banned").when((p) => p.ipv4.src.in(bans) || p.ipv4.ttl < 5);
    const bytes = packet().ipv4({ src: "192.0.2.1", ttl: 64 });
    expect(banned).toPass(bytes);
    expect(banned).toDrop(bytes, { sets: { bans: ["192.0.2.0/24"] } });
  });

  test("mocks are where they were", async () => {
    expect((await import("node:querystring")).escape("")).toBe("2-3");
  });

  test("a mistake is shown where it stands", () => {
    const wrong = drop("wrong").when((p) => p.length / 2 > 5);
    expect(() => expect(wrong).toDrop(packet())).toThrow(/XG266: p\.length \/ 2 may be no whole number/);
  });
});
