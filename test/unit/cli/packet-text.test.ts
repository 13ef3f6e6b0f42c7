import { expect, test } from "vitest";
import { packetText } from "../../../src/cli/watched/packet-text.js";
import { decode } from "../../../src/testing/decode.js";
import { packet } from "../../../src/frames/packet.js";

const ether = () => packet({ src: "02:00:00:00:00:01", dst: "02:00:00:00:00:02" });
const v4 = () => ether().ipv4({ src: "192.0.2.1", dst: "198.51.100.7" });
const v6 = () => ether().ipv6({ src: "2001:db8::1", dst: "2001:db8::2" });

test.each([
  [v4().udp({ sport: 4711, dport: 53 }), "192.0.2.1:4711 > 198.51.100.7:53 UDP 42 B"],
  [v4().tcp({ sport: 4711, dport: 22, flags: "S" }), "192.0.2.1:4711 > 198.51.100.7:22 TCP syn 54 B"],
  [v4().sctp({ sport: 1, dport: 2 }), "192.0.2.1:1 > 198.51.100.7:2 SCTP 46 B"],
  [v4().icmp({ type: "echo-request" }), "192.0.2.1 > 198.51.100.7 ICMP echo-request 42 B"],
  [v4().gre().ipv4().tcp(), "192.0.2.1 > 198.51.100.7 gre 78 B"],
  [
    v6().tcp({ sport: 80, dport: 1024, flags: ["syn", "ack"] }),
    "[2001:db8::1]:80 > [2001:db8::2]:1024 TCP syn+ack 74 B",
  ],
  [
    v6().icmpv6({ type: "router-advertisement" }),
    "2001:db8::1 > 2001:db8::2 ICMPv6 router-advertisement 62 B",
  ],
  [
    ether().vlan(10).vlan(20).ipv4({ src: "192.0.2.1", dst: "198.51.100.7" }).udp({ sport: 1, dport: 2 }),
    "vlan 10.20 192.0.2.1:1 > 198.51.100.7:2 UDP 50 B",
  ],
  [
    ether().arp({ op: "request", senderIp: "10.0.0.1", targetIp: "10.0.0.2" }),
    "ARP request 10.0.0.1 > 10.0.0.2 42 B",
  ],
  [ether(), "02:00:00:00:00:01 > 02:00:00:00:00:02 0x88b5 14 B"],
  [
    v4().udp().subarray(0, 33),
    "02:00:00:00:00:01 > 02:00:00:00:00:02 0x0800 33 B malformed: the IPv4 header is cut",
  ],
  [new Uint8Array(5), "no Ethernet header 5 B malformed: the frame is shorter than an Ethernet header"],
] as const)("a packet in short %#", (frame, text) => {
  expect(packetText(decode(frame), frame.length)).toBe(text);
});

test("a fragment says which, and a long packet's length is the one on the wire", () => {
  const later = ether().ipv4({ src: "192.0.2.1", dst: "192.0.2.2", fragmentOffset: 185, protocol: "udp" });
  expect(packetText(decode(later), 1514)).toBe("192.0.2.1 > 192.0.2.2 UDP later fragment 1,514 B");
});
