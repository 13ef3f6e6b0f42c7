import { loadC } from "../../src/bench/compile-c.js";
import { BENCH_TEMPLATES } from "../../src/bench/wrapper.js";
import type { XdpRecipe } from "./candidate.js";

/** `return XDP_DROP`. */
export const floorEmpty: XdpRecipe = {
  isFloor: true,
  takes: () => true,
  open: () => loadC(new URL("floor-empty.c", BENCH_TEMPLATES)),
};

/** What any program has to do for such a task: find the address; for rules, find all five fields and count the packet. */
export const floorParse: XdpRecipe = {
  isFloor: true,
  takes: () => true,
  open: ({ kind }) =>
    kind === "rules"
      ? loadC(new URL("../c/floor-five-tuple.c", import.meta.url))
      : loadC(new URL("floor-parse.c", BENCH_TEMPLATES)),
};
