import { describe, expect, it } from "vitest";
import { MANIFEST_VERSION, type Manifest, type ManifestRule } from "../../../src/manifest/index.js";
import { succession } from "../../../src/runtime/attach/succession.js";
import { identityOf } from "../../support/identity.js";

const rule = (name: string, slot: number | null, content?: string): ManifestRule => ({
  name,
  action: "drop",
  statement: null,
  at: { file: "rules/a.ts", line: 1, column: 1 },
  slot,
  ...(content === undefined ? {} : { content }),
});

const manifest = (rules: readonly ManifestRule[], parts: Partial<Manifest> = {}): Manifest => ({
  xdpgen: MANIFEST_VERSION,
  ...identityOf("a"),
  policy: { action: "pass", slot: rules.length },
  rules,
  sets: [],
  limiters: [],
  ...parts,
});

const slots = (from: readonly ManifestRule[], to: readonly ManifestRule[]) =>
  Object.fromEntries(succession(manifest(from), manifest(to)).slots);
const gone = (from: readonly ManifestRule[], to: readonly ManifestRule[]) =>
  succession(manifest(from), manifest(to)).goneRules.map(({ name }) => name);

describe("rules", () => {
  it("go on by name, wherever they stand, and the policy does", () => {
    expect(slots([rule("a", 0), rule("b", 1)], [rule("b", 0), rule("c", 1), rule("a", 2)])).toEqual({
      0: 1,
      2: 0,
      3: 2,
    });
  });

  it("go on under another name when they say the same", () => {
    expect(slots([rule("a", 0, "x")], [rule("b", 0, "x")])).toEqual({ 0: 0, 1: 1 });
    expect(gone([rule("a", 0, "x")], [rule("b", 0, "x")])).toEqual([]);
  });

  it("go on by name first", () => {
    expect(slots([rule("a", 0, "x"), rule("b", 1, "y")], [rule("a", 0, "y"), rule("b", 1, "x")])).toEqual({
      0: 0,
      1: 1,
      2: 2,
    });
  });

  it("give what they counted to one rule alone", () => {
    expect(slots([rule("a", 0, "x")], [rule("b", 0, "x"), rule("c", 1, "x")])).toEqual({ 0: 0, 2: 1 });
  });

  it("without a content are not the same", () => {
    expect(slots([rule("a", 0)], [rule("b", 0)])).toEqual({ 1: 1 });
    expect(gone([rule("a", 0)], [rule("b", 0)])).toEqual(["a"]);
  });

  it("end when the new program never asks them, and are not missed when the old one never did", () => {
    expect(gone([rule("a", 0)], [rule("a", null)])).toEqual(["a"]);
    expect(gone([rule("a", null)], [])).toEqual([]);
  });
});

describe("sets and limiters", () => {
  const set = (name: string, capacity: number) =>
    ({ name, type: ["ipv4"], capacity, timeout: null, map: `set_${name}`, elements: 0 }) as const;
  const limiter = (name: string, rate: number) =>
    ({ rule: name, map: "limit_0", rate, unit: "packets", burst: 1, per: [], keys: 16 }) as const;

  it("go on when they are the same, and are named otherwise", () => {
    const from = manifest([rule("a", 0), rule("b", 1)], {
      sets: [set("kept", 10), set("resized", 10), set("gone", 10)],
      limiters: [limiter("a", 5), limiter("b", 5)],
    });
    const to = manifest([rule("b", 0), rule("a", 1)], {
      sets: [set("new", 10), set("resized", 20), set("kept", 10)],
      limiters: [limiter("b", 6), limiter("a", 5)],
    });
    const goesOn = succession(from, to);
    expect(goesOn.keptSets.map((pair) => pair.to.name)).toEqual(["kept"]);
    expect(goesOn.resizedSets.map((pair) => [pair.from.capacity, pair.to.capacity])).toEqual([[10, 20]]);
    expect(goesOn.goneSets.map(({ name }) => name)).toEqual(["gone"]);
    expect(goesOn.keptLimiters.map((pair) => pair.to.rule)).toEqual(["a"]);
    expect(goesOn.resetLimiters.map((one) => one.rule)).toEqual(["b"]);
  });

  it("are all new without a predecessor", () => {
    const goesOn = succession(undefined, manifest([rule("a", 0)], { sets: [set("bans", 10)] }));
    expect(goesOn).toEqual({
      slots: new Map(),
      goneRules: [],
      keptSets: [],
      resizedSets: [],
      goneSets: [],
      keptLimiters: [],
      resetLimiters: [],
    });
  });
});
