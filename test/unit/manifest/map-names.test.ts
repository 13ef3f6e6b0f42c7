import { expect, it } from "vitest";
import { limiterMapName, setMapName } from "../../../src/manifest/index.js";

it("names maps after what they are of, in 15 characters that C and the kernel take", () => {
  expect(setMapName("bans")).toBe("set_bans");
  const names = ["bans", "ban-s", "ban_s", "elevenchars", "twelve-chars", "a".repeat(63)].map(setMapName);
  const limiters = ["flood", 'a "quoted" name', ""].map(limiterMapName);
  for (const name of [...names, ...limiters]) expect(name).toMatch(/^[a-z0-9_]{1,15}$/);
  expect(new Set([...names, ...limiters]).size).toBe(9);
});
