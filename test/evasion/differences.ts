import type { FilterName } from "./filters.js";

/** Why filters do something else than what is meant, and with which frames. */
export interface Difference {
  readonly filters: readonly FilterName[];
  /** Names of frames. */
  readonly frames: readonly string[];
  readonly why: string;
}

/** Every frame with which a filter does what is not meant is in one of these: the test sees to it. */
export const DIFFERENCES: readonly Difference[] = [
  {
    filters: ["xdpgen", "strict"],
    frames: ["three tags", "five tags", "tag of type 0x9100"],
    why:
      "Two tags of the types 0x8100 and 0x88a8 are taken off. Behind a third, and behind 0x9100, no IP is read: " +
      'rules about IP do not hold, and the frame is malformed. `malformed: "drop"` drops it; default deny drops it anyhow, ' +
      "and with it what was wanted.",
  },
  {
    filters: ["xdpgen", "strict"],
    frames: ["nine headers"],
    why:
      "Eight extension headers are walked. With a ninth the packet has no `l4Protocol`, so no rule about ports holds, " +
      'and the frame is malformed. `malformed: "drop"` drops it; default deny drops it anyhow.',
  },
  {
    filters: ["xdpgen"],
    frames: ["first fragment, IPv6, that ends before TCP"],
    why:
      "The frame has no port that could be compared. It is malformed, since the header that its chain names is not there: " +
      '`malformed: "drop"` drops it, and the packet cannot be put together.',
  },
  {
    filters: ["xdpgen", "strict"],
    frames: ["IPv4 in 802.3 with SNAP"],
    why:
      "A value below 0x600 is a length and not an ether type, and what follows is not read. " +
      "`drop().etherType(range(0, 0x5ff))` drops all such frames. Linux does not take IP out of them.",
  },
  {
    filters: ["xdpFilter"],
    frames: ["five tags", "tag of type 0x9100"],
    why: "Four tags of the types 0x8100 and 0x88a8 are taken off. What has more, or another, is left to the policy.",
  },
  {
    filters: ["xdpFilter"],
    frames: [
      "later fragment",
      "later fragment, payload like TCP",
      "fragment at byte 8",
      "later fragment, IPv6",
      "later fragment, IPv6, payload like TCP",
    ],
    why:
      "The offset of a fragment is not looked at. Payload is compared as if it were ports, and where it could be no TCP header " +
      "the frame is dropped (XDP_ABORTED), so a rule about one port drops fragments of other packets; under default deny a " +
      "fragment passes when its sender writes the port that is let in.",
  },
  {
    filters: ["xdpFilter"],
    frames: ["six headers", "eight headers", "nine headers"],
    why:
      "Five extension headers are walked; packets with more are dropped (XDP_ABORTED), " +
      "also where they were wanted.",
  },
  {
    filters: ["xdpFilter"],
    frames: ["version 5"],
    why: "The version is not looked at. A receiver refuses such a packet.",
  },
  {
    filters: ["xdpFilter", "nftables"],
    frames: ["IPv4 in 802.3 with SNAP"],
    why: "No IP is read in frames with a length instead of an ether type. Linux does not take IP out of them.",
  },
  {
    filters: ["nftables"],
    frames: [
      "802.1ad and 802.1Q tag (QinQ)",
      "QinQ, IPv6",
      "two 802.1Q tags",
      "802.1Q tag of VLAN 0, then another",
      "three tags",
      "five tags",
      "tag of type 0x9100",
    ],
    why:
      "The kernel takes one tag off before the ingress hook. Behind a second one, `ip saddr` and `tcp dport` do not hold. " +
      "A rule for what still has a tag then, `meta protocol { 8021q, 8021ad } drop`, closes this for all but 0x9100.",
  },
  {
    filters: ["nftables"],
    frames: ["later fragment, payload like TCP"],
    why:
      "In this kernel a port of IPv4 is read without a look at the fragment's offset. `ip frag-off & 0x1fff != 0` names such " +
      "fragments. Kernels with a check of the offset in nft_payload_fast_eval() do not do this; with IPv6 it does not happen.",
  },
  {
    filters: ["nftables"],
    frames: ["authentication header", "hop-by-hop, destination, routing, AH"],
    why:
      "The search for the transport header ends at AH, so there is no port. The host takes the packet off the wire, and refuses it " +
      "later when it has no security association for it.",
  },
  {
    filters: ["nftables"],
    frames: ["first fragment, IPv6, that ends before TCP"],
    why: "The frame has no port that could be compared.",
  },
  {
    filters: ["nftables"],
    frames: ["IPv4 total length 0", "IPv4 total length 1,500 of 40", "IPv6 payload length 1,460 of 20"],
    why:
      "For a packet whose length does not fit the frame nothing is read beyond the IP header, so there is no port. " +
      "The host's own IP layer refuses such packets; a bridge would forward them.",
  },
];
