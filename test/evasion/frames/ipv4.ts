import { ethernet, ipv4, raw, tcp } from "../../../src/testing/frames.js";
import { filler, firstBytes, type FrameGroup } from "../hostile-frame.js";

/** RFC 2113: every router looks at the packet. */
const ROUTER_ALERT = [0x94, 0x04, 0x00, 0x00];
const NOTHING = Array.from({ length: 40 }, () => 1);

export const ipv4Header: FrameGroup = {
  title: "IPv4's header",
  frames: [
    {
      name: "4 bytes of options",
      gain: "a filter that takes every header for 20 bytes long reads other ports",
      layers: (port) => [ethernet(), ipv4({ options: ROUTER_ALERT }), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "40 bytes of options",
      gain: "the same, with options that make up the longest header",
      layers: (port) => [ethernet(), ipv4({ options: NOTHING }), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "header length of 16 bytes",
      gain: "a filter that reads ports out of the address",
      layers: (port) => [ethernet(), ipv4({ headerLength: 4 }), tcp({ dport: port })],
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "header length beyond the frame's end",
      gain: "a filter that gives up passes what it cannot read",
      layers: (port) => [ethernet(), ipv4({ headerLength: 15 }), tcp({ dport: port })],
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "version 5",
      gain: "the same",
      layers: (port) => [ethernet(), ipv4({ version: 5 }), tcp({ dport: port })],
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "wrong header checksum",
      gain: "a filter that skips what it takes for damaged",
      layers: (port) => [ethernet(), ipv4({ checksum: 0xdead }), tcp({ dport: port })],
      meant: ["drop", "drop", "either"],
      contract: ["drop", "drop", "pass"],
    },
  ],
};

/** A TCP header as payload: what a filter sees that does not look at the offset. */
const posingAs = (port: number) => raw(tcp({ dport: port }).encode(undefined, 0));

export const ipv4Fragments: FrameGroup = {
  title: "IPv4's fragments",
  frames: [
    {
      name: "first fragment",
      gain: "a filter that leaves all fragments alone",
      layers: (port) => [ethernet(), ipv4({ moreFragments: true }), tcp({ dport: port }), raw(filler(4))],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "first fragment of 8 bytes",
      gain: "a filter that wants the whole TCP header before it looks at the ports (RFC 1858)",
      layers: (port) => [ethernet(), ipv4({ moreFragments: true }), firstBytes(tcp({ dport: port }), 8)],
      meant: ["drop", "drop", "either"],
      contract: ["drop", "drop", "pass"],
      malformed: true,
    },
    {
      name: "later fragment",
      gain: "a filter that leaves all fragments alone",
      layers: () => [ethernet(), ipv4({ fragmentOffset: 185, protocol: 6 }), raw(filler(24))],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "later fragment, payload like TCP",
      gain: "a filter that reads ports out of payload: it loses honest data, and under default deny lets anything in",
      layers: (port) => [ethernet(), ipv4({ fragmentOffset: 185, protocol: 6 }), posingAs(port)],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "fragment at byte 8",
      gain: "overwrites the flags of the first fragment when the receiver joins them (RFC 1858); it has no ports",
      layers: () => [
        ethernet(),
        ipv4({ fragmentOffset: 1, protocol: 6 }),
        raw(tcp().encode(undefined, 0).subarray(8)),
      ],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "fragment beyond 65,535 bytes",
      gain: "a receiver that does not check the sum of offset and length (“ping of death”)",
      layers: () => [ethernet(), ipv4({ fragmentOffset: 0x1fff, protocol: 1 }), raw(filler(64))],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "reserved bit set",
      gain: "a filter that takes every unusual flag for a fragment",
      layers: (port) => [ethernet(), ipv4({ fragmentOffset: 0x8000 }), tcp({ dport: port })],
      meant: ["drop", "drop", "pass"],
    },
  ],
};
