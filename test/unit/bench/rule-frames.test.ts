/** Frames that are made from rules are decided by them. */
import { describe, expect, test } from "vitest";
import { randomOf } from "../../../src/bench/random.js";
import { framesFor } from "../../../src/bench/rule-frames.js";
import { FRAME_BYTES } from "../../../src/bench/stacks.js";
import { drop, not, pass, ruleset } from "../../../src/index.js";
import { decode, interpret, programOf } from "../../../src/testing/index.js";

const program = programOf(
  ruleset({ policy: "pass" }, [
    drop("address").ipv4Src("192.0.2.0/24"),
    pass("six").ipv6Dst("2001:db8::/32").udpDport(53),
    drop("flags").tcpFlags({ syn: true, ack: false }).tcpDport(22),
    drop("tag").vlanId(7).arp(),
    pass("port").dport(443).ipv4Ttl(not(1)),
    drop("mac").etherSrc("02:42:ac:14:00:0b"),
    drop("control").icmpv6Type("echo-request"),
  ]),
);
const frames = framesFor(program, 700, randomOf("a"));
const decidedBy = (frame: Uint8Array) => interpret(program, decode(frame)).rule?.name;

describe("frames", () => {
  test("are found for every rule, and none decides another's place", () => {
    const names = frames.hit.map(decidedBy);
    expect(new Set(names)).toEqual(new Set(program.rules.map(({ name }) => name)));
    expect(names).not.toContain(undefined);
    expect(frames.without).toEqual([]);
  });

  test("for the policy are no rule's", () => {
    expect(frames.miss.length).toBeGreaterThan(100);
    expect(frames.miss.map(decidedBy).filter((name) => name !== undefined)).toEqual([]);
  });

  test("have one length, and differ", () => {
    expect(new Set([...frames.hit, ...frames.miss].map(({ length }) => length))).toEqual(
      new Set([FRAME_BYTES]),
    );
    // ARP from one MAC address is always the same here.
    const different = new Set(frames.hit.map((frame) => Buffer.from(frame).toString("hex")));
    expect(different.size).toBeGreaterThan(0.9 * frames.hit.length);
  });

  test("are not found for what no frame of theirs can be", () => {
    const long = programOf([drop("long").packetLength(1500)]);
    expect(framesFor(long, 100, randomOf("a"))).toMatchObject({ hit: [], without: [0] });
  });
});
