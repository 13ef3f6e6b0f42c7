import { describe, expect, test } from "vitest";
import {
  encodeManifest,
  findManifest,
  MANIFEST_MAGIC,
  MANIFEST_VERSION,
  type Manifest,
} from "../../../src/manifest/index.js";

const manifestOf = (rules: number): Manifest => ({
  xdpgen: MANIFEST_VERSION,
  name: "codec",
  version: "0.0.0",
  source: { file: "rules/codec.ts", sha256: "0" },
  policy: { action: "pass", slot: rules },
  rules: Array.from({ length: rules }, (_, slot) => ({
    name: `rüle ${slot}`,
    action: "drop",
    statement: null,
    at: { file: "rules/codec.ts", line: slot + 1, column: 3 },
    slot,
  })),
  sets: [],
  limiters: [],
});
const section = (text: string) => Buffer.concat([Buffer.alloc(5), Buffer.from(`${text}\0`), Buffer.alloc(3)]);

describe("a manifest", () => {
  test.each([0, 1, 1000, 100_000])("of %i rules is found again as it was", (rules) => {
    const manifest = manifestOf(rules);
    const text = encodeManifest(manifest);
    expect(text.startsWith(MANIFEST_MAGIC)).toBe(true);
    expect(findManifest(section(text))).toEqual({ kind: "found", manifest });
  });

  test("of few rules is plain JSON, of 100,000 it is packed to less than a section holds", () => {
    expect(JSON.parse(encodeManifest(manifestOf(1000)))).toEqual(manifestOf(1000));
    expect(encodeManifest(manifestOf(100_000)).length).toBeLessThan(4 * 1024 * 1024);
  });

  test("whose packed rules are damaged is damaged", () => {
    const text = encodeManifest(manifestOf(100_000));
    const broken = text.replace(/"rules":"(.{200}).{20}/, `"rules":"$1${"A".repeat(20)}`);
    expect(findManifest(section(broken))).toMatchObject({ kind: "damaged" });
  });
});
