import { ethernet, icmp, icmpv6, ipv4, ipv6, raw, tcp, udp } from "../../../src/testing/frames.js";
import { OTHER, type FrameGroup } from "../hostile-frame.js";

export const plain: FrameGroup = {
  title: "Plain",
  frames: [
    {
      name: "TCP over IPv4",
      gain: "nothing: the plain case",
      layers: (port) => [ethernet(), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "TCP over IPv6",
      gain: "nothing: the plain case",
      layers: (port) => [ethernet(), ipv6(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "TCP to port 80 from another address",
      gain: "nothing: a frame that no rule is about",
      layers: () => [ethernet(), ipv4({ src: OTHER.ipv4 }), tcp({ dport: 80 })],
      meant: ["pass", "pass", "drop"],
    },
    {
      name: "UDP to the port",
      gain: "a filter that reads ports without asking for the protocol",
      layers: (port) => [ethernet(), ipv4(), udp({ dport: port })],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "TCP from the port",
      gain: "a filter that lets either of the two ports match",
      layers: (port) => [ethernet(), ipv4(), tcp({ sport: port, dport: 40000 })],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "ICMP echo request",
      gain: "a filter that knows TCP and UDP alone",
      layers: () => [ethernet(), ipv4(), icmp()],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "ICMPv6 echo request",
      gain: "a filter that knows TCP and UDP alone",
      layers: () => [ethernet(), ipv6(), icmpv6()],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "SYN and FIN in one segment",
      gain: "a filter that takes only a bare SYN for a new connection",
      layers: (port) => [ethernet(), ipv4(), tcp({ dport: port, flags: ["syn", "fin"] })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "TCP to port 0",
      gain: "a filter that takes port 0 for no port",
      layers: () => [ethernet(), ipv4(), tcp({ dport: 0 })],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "IPv4 protocol 0",
      gain: "a filter that takes protocol 0 for no protocol",
      layers: () => [ethernet(), ipv4({ protocol: 0 }), raw(new Uint8Array(20))],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "padding behind the packet",
      gain: "nothing: short packets are filled up to 60 bytes on Ethernet",
      layers: (port) => [ethernet(), ipv4({ length: 40 }), tcp({ dport: port }), raw(new Uint8Array(6))],
      meant: ["drop", "drop", "pass"],
    },
  ],
};
