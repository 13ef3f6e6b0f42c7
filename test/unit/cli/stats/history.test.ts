import { expect, test } from "vitest";
import { createHistory } from "../../../../src/cli/stats/history.js";
import { rule } from "./rows.js";

test("it knows no rate before the second reading", () => {
  const history = createHistory();
  expect(history.rate(0)).toBeUndefined();
  history.add([rule("a", 5)], 10);
  expect(history.rate(0)).toBeUndefined();
  expect(history.course(0, 3)).toEqual([undefined, undefined, undefined]);
});

test("a rate is what came between the last two readings", () => {
  const history = createHistory();
  history.add([rule("a", 0), rule("b", 100)], 10);
  history.add([rule("a", 30), rule("b", 100)], 12);
  expect(history.rate(0)).toEqual({ packets: 15, bits: 12_000 });
  expect(history.rate(1)).toEqual({ packets: 0, bits: 0 });
});

test("the course divides the minute into equal parts, whatever the interval", () => {
  const history = createHistory();
  for (let second = 0; second <= 90; second += 5)
    history.add([rule("a", second <= 60 ? 0 : (second - 60) * 10)], second);
  // The minute is from 30 to 90; packets come from 60 on.
  expect(history.course(0, 4)).toEqual([0, 0, 10, 10]);
  const seconds = history.course(0, 60);
  expect(seconds.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 0));
  for (const rate of seconds.slice(30)) expect(rate).toBeCloseTo(10, 6);
});

test("what is from before the first reading is not known", () => {
  const history = createHistory();
  history.add([rule("a", 0)], 100);
  history.add([rule("a", 60)], 130);
  expect(history.course(0, 4)).toEqual([undefined, undefined, 2, 2]);
});

test("many readings a second are thinned, and the rate stays right", () => {
  const history = createHistory();
  for (let i = 0; i <= 2000; i++) history.add([rule("a", i * 5)], i * 0.05);
  expect(history.rate(0)!.packets).toBeCloseTo(100, 6);
  for (const rate of history.course(0, 10)) expect(rate).toBeCloseTo(100, 6);
});

test("rules of a program that replaced another go on by their names, and others begin", () => {
  const history = createHistory();
  history.add([rule("a", 0), rule("b", 0)], 0);
  history.add([rule("a", 10), rule("b", 20)], 1);
  history.add([rule("new", 7), rule("b", 40)], 2);
  expect(history.rate(0)).toBeUndefined();
  expect(history.rate(1)).toEqual({ packets: 20, bits: 16_000 });
  expect(history.course(1, 60).slice(-2)).toEqual([20, 20]);
  expect(history.course(0, 60).slice(-2)).toEqual([undefined, undefined]);
});

test("a counter that began again has no negative rate", () => {
  const history = createHistory();
  history.add([rule("a", 1000)], 0);
  history.add([rule("a", 3)], 1);
  expect(history.rate(0)).toBeUndefined();
  history.add([rule("a", 5)], 2);
  expect(history.rate(0)!.packets).toBe(2);
});
