import { afterEach, describe, expect, test, vi } from "vitest";
import { drop } from "../../../src/index.js";
import { packet } from "../../../src/testing/index.js";
import { useEngine } from "../../../src/testing/vitest.js";
import { matcherTests } from "../../support/matchers.js";

describe("matchers on the interpreter", () => {
  useEngine("interpreter");
  matcherTests();

  test("frames of any length are judged", () => {
    expect(drop("all")).toDrop(new Uint8Array(0));
    expect(drop("jumbo").packetLength(9000)).toDrop(packet().payload(new Uint8Array(8986)));
  });
});

test("a name that no rule has is refused", () => {
  expect(() => expect(drop("ssh").tcpDport(22)).toDropBy("shh", packet())).toThrow(
    'XG812: the rules have no rule "shh"',
  );
});

describe("the engine", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("that nobody knows is refused", () => {
    vi.stubEnv("XDPGEN_ENGINE", "kernal");
    expect(() => expect(drop()).toDrop(packet())).toThrow('XG811: XDPGEN_ENGINE is "kernal"');
  });
});
