import { afterEach, describe, expect, test, vi } from "vitest";
import { drop } from "../../src/index.js";
import { packet } from "../../src/testing/index.js";
import { useEngine } from "../../src/testing/vitest.js";
import { matcherTests } from "../support/matchers.js";

describe("matchers in the kernel, chosen by the suite", () => {
  useEngine("kernel");
  matcherTests();

  test.each([13, 3521])("a frame of %i bytes is refused with what would judge it", (bytes) => {
    expect(() => expect(drop()).toDrop(new Uint8Array(bytes))).toThrow(
      `XG813: a frame of ${bytes} bytes cannot be given to the kernel: it takes 14 to 3520`,
    );
  });
});

describe("matchers in the kernel, chosen by XDPGEN_ENGINE", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("refuse what only the kernel refuses", () => {
    vi.stubEnv("XDPGEN_ENGINE", "kernel");
    expect(() => expect(drop()).toDrop(new Uint8Array(13))).toThrow("XG813");
    expect(drop("all")).toDropBy("all", packet());
  });
});
