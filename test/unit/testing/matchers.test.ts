import { afterEach, describe, expect, test, vi } from "vitest";
import { drop, liveSet } from "../../../src/index.js";
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

describe("what a test says of the moment", () => {
  const bans = liveSet("bans", { type: "ipv4", capacity: 10, elements: ["192.0.2.1"] });
  const rules = [
    drop("banned").ipv4Src(bans),
    drop("some").sample(1 / 10),
    drop("rate").over({ rate: "1/s", burst: 1 }),
  ];
  const from = (src: string) => packet().ipv4({ src }).udp();

  test("elements of live sets and chance are as it says, and nothing came before", () => {
    for (let i = 0; i < 2; i++) {
      expect(rules).toDropBy("banned", from("192.0.2.1"));
      expect(rules).toPass(from("192.0.2.2"));
      expect(rules).toDropBy("banned", from("192.0.2.2"), { sets: { bans: ["192.0.2.0/24"] } });
      expect(rules).toDropBy("some", from("192.0.2.2"), { random: 0 });
    }
  });

  test("a failure explains it", () => {
    const failure = () => expect(rules).toPass(from("192.0.2.2"), { sets: { bans: ["192.0.2.2"] } });
    expect(failure).toThrow(/✓ ipv4Src bans: 192\.0\.2\.2 is in it/);
    const other = () => expect(rules).toDrop(from("192.0.2.2"));
    expect(other).toThrow(/✗ ipv4Src bans: 192\.0\.2\.2 is not in it/);
    expect(other).toThrow(/✗ sample 1\/10: this one is not among them/);
    expect(other).toThrow(/✗ over 1\/s: it is not above/);
    expect(() => expect(rules).toDrop(packet().arp())).toThrow(/✗ ipv4Src bans: the packet has no ipv4Src/);
  });

  test("XG822, XG823: a set that the rules do not have, and what is no element", () => {
    expect(() => expect(rules).toDrop(from("192.0.2.2"), { sets: { bens: [] } })).toThrow("XG822");
    expect(() => expect(rules).toDrop(from("192.0.2.2"), { sets: { bans: ["::1"] } })).toThrow("XG823");
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
