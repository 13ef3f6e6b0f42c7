import { describe, expect, test } from "vitest";
import type { DiagnosticError } from "../../../src/diagnostics/index.js";
import { decode, packet } from "../../../src/testing/index.js";

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The same packets as scapy 2.5 makes them, checksums worked out by it. */
const SAME_BY_SCAPY: readonly (readonly [string, Uint8Array, string])[] = [
  [
    "TCP of an odd length behind a tag",
    packet().vlan(10).ipv4().tcp({ dport: 22, flags: "S" }).payload("odd"),
    "0242ac14000c0242ac14000b8100000a08004500002b000000004006228eac14000bac14000c9c40001600000000000000005002faf0ecf300006f6464",
  ],
  [
    "UDP behind IPv4 options",
    packet()
      .ipv4({ options: [0x94, 4, 0, 0] })
      .udp()
      .payload("hello"),
    "0242ac14000c0242ac14000b0800460000250000000040118d84ac14000bac14000c940400009c400035000dc74c68656c6c6f",
  ],
  [
    "SCTP",
    packet().ipv4().sctp(),
    "0242ac14000c0242ac14000b080045000020000000004084221bac14000bac14000c9c400f1c00000000de6e1aed",
  ],
  [
    "ICMP",
    packet().ipv4().icmp({ type: "destination-unreachable", code: 4 }),
    "0242ac14000c0242ac14000b08004500001c00000000400122a2ac14000bac14000c0304fcfb00000000",
  ],
  [
    "TCP over IPv6 with hop-by-hop options",
    packet()
      .ipv6()
      .hopByHop()
      .tcp({ dport: 22, flags: ["syn", "ack"], seq: 1, ack: 2 }),
    "0242ac14000c0242ac14000b86dd60000000001c004020010db800000000000000000000001120010db800000000000000000000001206000000000000009c40001600000001000000025012faf0bcf30000",
  ],
  [
    "ICMPv6",
    packet().ipv6().icmpv6(),
    "0242ac14000c0242ac14000b86dd6000000000083a4020010db800000000000000000000001120010db80000000000000000000000128000242800000000",
  ],
  [
    "UDP over IPv6",
    packet().ipv6().udp({ sport: 1, dport: 2 }).payload("abc"),
    "0242ac14000c0242ac14000b86dd60000000000b114020010db800000000000000000000001120010db800000000000000000000001200010002000bdfdd616263",
  ],
  [
    "UDP in IPv4 in GRE",
    packet().ipv4().gre().ipv4({ src: "10.0.0.1", dst: "10.0.0.2" }).udp(),
    "0242ac14000c0242ac14000b08004500003400000000402f225cac14000bac14000c000008004500001c00000000401166cf0a0000010a0000029c40003500084f66",
  ],
];

describe("packets", () => {
  test.each(SAME_BY_SCAPY)("%s: lengths, types and checksums are right", (_title, bytes, expected) => {
    expect(hexOf(bytes)).toBe(expected);
  });

  test("are bytes, and what is cut from them is bytes and no packet", () => {
    const whole = packet().ipv4().tcp();
    expect(whole).toBeInstanceOf(Uint8Array);
    expect(whole).toHaveLength(54);
    expect(whole.subarray(0, 38).constructor).toBe(Uint8Array);
    expect(whole.slice(0, 38)).not.toHaveProperty("tcp");
  });

  test("can be the beginning of several", () => {
    const ssh = packet().ipv4().tcp({ dport: 22 });
    expect(hexOf(ssh.payload([1]))).not.toBe(hexOf(ssh.payload([2])));
    expect(ssh).toHaveLength(54);
  });

  test("a checksum of 0 over UDP is sent as 0xffff", () => {
    const zero = packet()
      .ipv4({ src: "0.0.0.0", dst: "0.0.0.0" })
      .udp({ sport: 0xffff - 17 - 8 - 8, dport: 0 });
    expect(hexOf(zero.subarray(-2))).toBe("ffff");
  });

  test("a checksum that is given stays, right or wrong", () => {
    expect(hexOf(packet().ipv4({ checksum: 0 }).tcp().subarray(24, 26))).toBe("0000");
    expect(hexOf(packet().ipv4().tcp({ checksum: 0xdead }).subarray(50, 52))).toBe("dead");
  });

  test.each([
    ["", 0],
    ["S", 0x02],
    ["SA", 0x12],
    ["S.", 0x12],
    ["FSRPAUEC", 0xff],
    ["W", 0x80],
    ["syn", 0x02],
    [["fin", "psh", "urg"], 0x29],
    [[], 0],
  ] as const)("flags %j", (flags, expected) => {
    expect(decode(packet().ipv4().tcp({ flags })).fields.get("tcpFlags")).toBe(BigInt(expected));
  });

  test("fields take the literals of the rule language", () => {
    const { fields } = decode(
      packet({ src: "02-00-00-00-00-01" })
        .vlan({ id: 10, priority: 7 })
        .ipv4({ dscp: "ef", ecn: "ce", protocol: "ospf" }),
    );
    expect(fields.get("etherSrc")).toBe(0x02_00_00_00_00_01n);
    expect(fields.get("vlanPriority")).toBe(7n);
    expect(fields.get("ipv4Dscp")).toBe(46n);
    expect(fields.get("ipv4Ecn")).toBe(3n);
    expect(fields.get("l4Protocol")).toBe(89n);
  });

  test.each([
    ["XG201", () => packet().ipv4({ src: "10.0.0" })],
    ["XG206", () => packet().ipv4({ src: "10.0.0.0/8" })],
    ["XG204", () => packet({ src: "2" })],
    ["XG205", () => packet().ipv4().tcp({ dport: 65536 })],
    ["XG205", () => packet().vlan(4096)],
    ["XG207", () => packet().ipv4({ source: "10.0.0.1" } as object)],
    ["XG217", () => packet().ipv4().tcp({ flags: "SX" })],
  ])("%s for what cannot be", (code, make) => {
    expect(make).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }) as DiagnosticError,
    );
  });
});

test("what is undefined is left out", () => {
  const sparse = packet().ipv4({ ttl: undefined, headerLength: undefined }).tcp({ dport: undefined });
  expect(hexOf(sparse)).toBe(hexOf(packet().ipv4().tcp()));
});
