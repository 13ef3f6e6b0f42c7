import { expect, test } from "vitest";
import { wishesIn } from "../../../../src/cli/stats/keys.js";
import { percent, short } from "../../../../src/cli/stats/quantities.js";
import { sparkline } from "../../../../src/cli/stats/sparkline.js";

test("a sparkline is drawn against its greatest value, and shows what is above nothing", () => {
  expect(sparkline([undefined, 0, 1, 50, 100])).toBe(" ▁▂▅█");
  expect(sparkline([0, 0])).toBe("▁▁");
  expect(sparkline([])).toBe("");
});

test.each([
  [0, "0"],
  [999, "999"],
  [999.6, "1.0 k"],
  [1234, "1.2 k"],
  [98_240_000, "98.2 M"],
  [99_960_000, "100 M"],
  [999_600_000, "1.0 G"],
  [4e15, "4000 T"],
])("%d is %s in short", (value, text) => expect(short(value)).toBe(text));

test.each([
  [0, 0, "0 %"],
  [1, 3, "33 %"],
  [1, 1_000_000, "<1 %"],
  [999_999, 1_000_000, ">99 %"],
  [5, 5, "100 %"],
])("%d of %d is %s", (part, whole, text) => expect(percent(part, whole)).toBe(text));

test("keys are known in whatever form terminals send them, several at once", () => {
  expect(wishesIn("pbo")).toEqual(["packets", "bits", "order"].map((by) => ({ kind: "sort", by })));
  expect(wishesIn("\x1b[A\x1bOBk")).toEqual([-1, 1, -1].map((rows) => ({ kind: "scroll", rows })));
  expect(wishesIn("x\x1b[15~\x1b[200~é")).toEqual([]);
  expect(wishesIn("\x03")).toEqual([{ kind: "quit" }]);
});
