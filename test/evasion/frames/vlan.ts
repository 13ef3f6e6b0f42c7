import { ethernet, ipv4, ipv6, tcp, vlan } from "../../../src/testing/frames.js";
import type { FrameGroup } from "../hostile-frame.js";

const SERVICE = 0x88a8;
/** The type of outer tags before IEEE had one; some switches still use it. */
const OLD = 0x9100;

export const vlanTags: FrameGroup = {
  title: "VLAN tags",
  frames: [
    {
      name: "802.1Q tag",
      gain: "a filter that looks for IP right behind Ethernet",
      layers: (port) => [ethernet(), vlan(10), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "802.1Q tag, IPv6",
      gain: "the same",
      layers: (port) => [ethernet(), vlan(10), ipv6(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "802.1Q tag of VLAN 0",
      gain: "a tag that only says a priority: hosts take it without any configuration",
      layers: (port) => [ethernet(), vlan({ id: 0, priority: 5 }), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "802.1ad tag",
      gain: "a filter that knows 802.1Q alone",
      layers: (port) => [ethernet(), vlan({ id: 20, tpid: SERVICE }), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "802.1ad and 802.1Q tag (QinQ)",
      gain: "a filter that takes one tag off",
      layers: (port) => [ethernet(), vlan({ id: 20, tpid: SERVICE }), vlan(10), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "QinQ, IPv6",
      gain: "the same",
      layers: (port) => [ethernet(), vlan({ id: 20, tpid: SERVICE }), vlan(10), ipv6(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "two 802.1Q tags",
      gain: "a filter that takes one tag off",
      layers: (port) => [ethernet(), vlan(10), vlan(30), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "802.1Q tag of VLAN 0, then another",
      gain: "two tags where only one needs a configuration",
      layers: (port) => [ethernet(), vlan(0), vlan(10), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "three tags",
      gain: "a filter that takes two tags off",
      layers: (port) => [
        ethernet(),
        vlan({ id: 20, tpid: SERVICE }),
        vlan(10),
        vlan(30),
        ipv4(),
        tcp({ dport: port }),
      ],
      meant: ["drop", "drop", "pass"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "five tags",
      gain: "a filter that takes four tags off",
      layers: (port) => [
        ethernet(),
        vlan({ id: 20, tpid: SERVICE }),
        ...[10, 30, 40, 50].map((id) => vlan(id)),
        ipv4(),
        tcp({ dport: port }),
      ],
      meant: ["drop", "drop", "pass"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "tag of type 0x9100",
      gain: "a switch that takes the tag off, behind a filter that does not know it",
      layers: (port) => [ethernet(), vlan({ id: 20, tpid: OLD }), ipv4(), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "tag that is cut",
      gain: "a filter that goes on reading behind the end",
      layers: () => [ethernet(), vlan(10), ipv4(), tcp()],
      cut: 16,
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
  ],
};
