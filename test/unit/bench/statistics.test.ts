import { describe, expect, test } from "vitest";
import { interleave } from "../../../src/bench/interleave.js";
import { median, quantile } from "../../../src/bench/statistics.js";

describe("quantiles", () => {
  test("lie on values, or between two in proportion", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect([0, 0.5, 1].map((q) => quantile([7], q))).toEqual([7, 7, 7]);
  });
});

describe("contenders", () => {
  test("take turns, forwards and backwards", () => {
    const order: string[] = [];
    const contender = (name: string, ns: number) => ({
      ...{ name, packets: 1000 },
      time(passes: number) {
        order.push(name);
        return Array.from({ length: passes }, (_, i) => ns + i);
      },
    });
    const [a, b] = [contender("a", 10), contender("b", 20)];
    const timings = interleave([a, b], { rounds: 3, milliseconds: 0.05 });
    expect(order.join("")).toBe("ab" + "ab" + "ba" + "ab");
    // A pass takes 10 and 20 µs, so that 5 and about 3 of them fill 50.
    expect(timings).toMatchObject([
      { name: "a", minNs: 10, medianNs: 12, q1Ns: 12, q3Ns: 12, rounds: 3 },
      { name: "b", minNs: 20, medianNs: 21, rounds: 3 },
    ]);
  });
});
