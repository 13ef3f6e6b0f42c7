import {
  ah,
  destination,
  ethernet,
  hopByHop,
  ipv6,
  ipv6Fragment,
  raw,
  routing,
  tcp,
  type Layer,
} from "../../../src/testing/frames.js";
import { filler, type FrameGroup, type HostileFrame } from "../hostile-frame.js";

const TCP = 6;

const destinations = (count: number): Layer[] => Array.from({ length: count }, () => destination());

/** TCP behind extension headers: nothing that a rule about addresses or ports says is any different. */
const behind = (name: string, gain: string, ...headers: readonly Layer[]): HostileFrame => ({
  name,
  gain,
  layers: (port) => [ethernet(), ipv6(), ...headers, tcp({ dport: port })],
  meant: ["drop", "drop", "pass"],
});

const NEXT = "a filter that takes the fixed header's next header for the protocol";

export const ipv6Extensions: FrameGroup = {
  title: "IPv6's extension headers",
  frames: [
    behind("hop-by-hop options", NEXT, hopByHop()),
    behind("destination options", NEXT, destination()),
    behind("routing header", NEXT, routing()),
    behind("authentication header", "a filter that counts its length like that of the others", ah()),
    behind(
      "hop-by-hop, destination, routing, AH",
      "a filter that skips one",
      hopByHop(),
      destination(),
      routing(),
      ah(),
    ),
    behind("options of 264 bytes", "a filter that looks at the first bytes only", destination({ size: 264 })),
    behind("five headers", "a filter that gives up early", ...destinations(5)),
    behind("six headers", "the same", ...destinations(6)),
    behind("eight headers", "the same", ...destinations(8)),
    {
      ...behind("nine headers", "the same", ...destinations(9)),
      contract: ["drop", "pass", "drop"],
      malformed: true,
    },
    {
      name: "hop-by-hop options that claim 2,048 bytes",
      gain: "a filter that gives up passes what it cannot read",
      layers: (port) => [ethernet(), ipv6(), hopByHop({ length: 255 }), tcp({ dport: port })],
      meant: ["drop", "either", "drop"],
      contract: ["drop", "pass", "drop"],
      malformed: true,
    },
    {
      name: "no next header (59), TCP behind it",
      gain: "a filter that searches for ports loses honest frames; nothing is to be read there (RFC 8200)",
      layers: (port) => [ethernet(), ipv6({ nextHeader: 59 }), tcp({ dport: port })],
      meant: ["drop", "pass", "drop"],
    },
  ],
};

export const ipv6Fragments: FrameGroup = {
  title: "IPv6's fragments",
  frames: [
    behind(
      "atomic fragment",
      "a fragment header on a packet that is whole (RFC 6946): a filter that leaves fragments alone",
      ipv6Fragment(),
    ),
    behind("atomic fragment behind hop-by-hop options", "the same", hopByHop(), ipv6Fragment()),
    {
      name: "first fragment, IPv6",
      gain: "a filter that leaves all fragments alone",
      layers: (port) => [
        ethernet(),
        ipv6(),
        ipv6Fragment({ more: true }),
        tcp({ dport: port }),
        raw(filler(4)),
      ],
      meant: ["drop", "drop", "pass"],
    },
    {
      name: "first fragment, IPv6, that ends before TCP",
      gain: "the second fragment brings the ports, and no filter reads ports there (RFC 7112 forbids it)",
      layers: () => [ethernet(), ipv6(), ipv6Fragment({ more: true }), destination({ nextHeader: TCP })],
      meant: ["drop", "drop", "drop"],
      contract: ["drop", "pass", "drop"],
      malformed: true,
    },
    {
      name: "later fragment, IPv6",
      gain: "a filter that leaves all fragments alone",
      layers: () => [ethernet(), ipv6(), ipv6Fragment({ offset: 185, nextHeader: TCP }), raw(filler(24))],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "later fragment, IPv6, payload like TCP",
      gain: "a filter that reads ports out of payload: it loses honest data, and under default deny lets anything in",
      layers: (port) => [ethernet(), ipv6(), ipv6Fragment({ offset: 185 }), tcp({ dport: port })],
      meant: ["drop", "pass", "drop"],
    },
  ],
};
