import { describe, expect, test } from "vitest";
import { packet } from "xdpgen/testing";
import "xdpgen/vitest";
import rules from "../rules/example.js";

// `npx vitest run` judges by the reference interpreter: no root, any system.
// `sudo XDPGEN_ENGINE=kernel npx vitest run` runs the same tests in the kernel; nothing is attached.

describe("ssh", () => {
  const ssh = (src: string) => packet().ipv4({ src }).tcp({ dport: 22, flags: "S" });

  test("passes from the office", () => {
    expect(rules).toPassBy("office ssh", ssh("192.0.2.7"));
  });

  test("is dropped from anywhere else, also behind a VLAN tag and over IPv6", () => {
    expect(rules).toDropBy("ssh", ssh("198.51.100.7"));
    expect(rules).toDropBy("ssh", packet().vlan(10).ipv4().tcp({ dport: 22 }));
    expect(rules).toDropBy("ssh", packet().ipv6().hopByHop().tcp({ dport: 22 }));
  });
});

test("a packet that names one host twice is dropped when the ports are the same, too", () => {
  const land = packet().ipv4({ src: "198.51.100.7", dst: "198.51.100.7" });
  expect(rules).toDropBy("land", land.udp({ sport: 7, dport: 7 }));
  expect(rules).toPass(land.udp({ sport: 7, dport: 9 }));
});

test("everything else passes", () => {
  expect(rules).toPass(packet().ipv6().udp({ dport: 53 }));
});
