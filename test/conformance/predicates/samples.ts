import { FIELD_NAMES } from "../../../src/packet/index.js";
import {
  ah,
  arp,
  destination,
  ethernet,
  frame,
  gre,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  sctp,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../../../src/testing/frames.js";
import { fieldSamples, hostileFrames, type Sample } from "../../../src/testing/samples.js";
import { createRandom } from "../../support/random-numbers.js";
import { decodeAll, type DecodedSample } from "../comparison.js";

const NOP = [1, 1, 1, 1];

/** All that may stand in front of a payload, and more. */
const STACKS: Readonly<Record<string, readonly Layer[]>> = {
  tcp: [ethernet(), ipv4(), tcp({ dport: 80 })],
  "tcp with options": [ethernet(), ipv4(), tcp({ dport: 80, options: [...NOP, ...NOP] })],
  "tcp, offset beyond the frame": [ethernet(), ipv4(), tcp({ dataOffset: 15 })],
  "tcp, offset below its header": [ethernet(), ipv4(), tcp({ dataOffset: 4 })],
  "tcp, no offset": [ethernet(), ipv6(), tcp({ dataOffset: 0 })],
  udp: [ethernet(), vlan({ id: 5 }), ipv4({ options: NOP }), udp({ dport: 53 })],
  sctp: [ethernet(), ipv6(), sctp()],
  icmp: [ethernet(), ipv4(), icmp()],
  icmpv6: [ethernet(), ipv6(), icmpv6()],
  "icmp in ipv6": [ethernet(), ipv6(), icmp()],
  gre: [ethernet(), ipv4(), gre()],
  "later fragment": [ethernet(), ipv4({ fragmentOffset: 5, protocol: 6 })],
  "later fragment in ipv6": [ethernet(), ipv6(), hopByHop(), ipv6Fragment({ offset: 5, nextHeader: 17 })],
  "first fragment": [ethernet(), ipv6(), ipv6Fragment({ more: true }), udp()],
  "extension headers": [ethernet(), ipv6(), ah(), destination({ size: 16 }), tcp()],
  "ether type of nobody": [ethernet({ type: 0x8864 })],
  "in two tags": [ethernet(), vlan({ id: 1 }), vlan({ id: 2 }), ipv4(), udp()],
  "third tag": [ethernet(), vlan({ id: 1 }), vlan({ id: 2 }), vlan({ id: 3 }), ipv4(), udp()],
  arp: [ethernet(), arp()],
};

const TEXTS = [
  "",
  "G",
  "GE",
  "GET",
  "GET /index",
  "GETA",
  "\u0000\u0001\u0002\u0003",
  "\u00ff\u00ff\u00ff\u00ff",
  "\u0002GGGG\u0080\u0000",
];

/** Payloads behind every stack, and each of these frames cut anywhere. */
export function payloadSamples(): Sample[] {
  return Object.entries(STACKS).flatMap(([label, layers]) => {
    const whole = TEXTS.map((text) => ({
      label: `${label} and ${JSON.stringify(text)}`,
      frame: frame(...layers, raw(Buffer.from(text, "latin1"))),
    }));
    const longest = frame(...layers, raw(Buffer.from("GET /index", "latin1")));
    const cut = Array.from({ length: longest.length - 14 }, (_, i) => ({
      label: `${label}, cut after ${14 + i} bytes`,
      frame: longest.slice(0, 14 + i),
    }));
    return [...whole, ...cut];
  });
}

/** Addresses, numbers and ports at the edges of what 8, 16, 31, 32 and 48 bits hold. */
function edgeSamples(): Sample[] {
  const sources = ["10.0.0.1", "192.168.0.255", "127.255.255.255", "128.0.0.0", "255.255.255.255", "0.0.0.0"];
  const macs = ["00:00:00:00:00:00", "02:00:00:00:00:01", "80:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"];
  const numbers = [0, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
  const ports = [0, 79, 80, 81, 443, 1023, 1024, 65_535];
  const ttls = [0, 1, 5, 63, 64, 65, 67, 127, 255];
  const six = ["::", "::1", "2001:db8::", "8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"];
  const of4 = Array.from({ length: 72 }, (_, i) => [
    ethernet({ src: macs[i % 4] }),
    ipv4({ src: sources[i % 6], ttl: ttls[i % 9] }),
    tcp({ sport: ports[(i * 3) % 8], dport: ports[i % 8], seq: numbers[(i >> 1) % 4] }),
    raw("GET /index"),
  ]);
  const of6 = six.flatMap((src) =>
    six.map((dst, i) => [ethernet(), ipv6({ src, dst, hopLimit: i }), udp({ dport: ports[i] })]),
  );
  return [...of4, ...of6].map((layers, i) => ({ label: `edge ${i}`, frame: frame(...layers) }));
}

/** Frames in which every field has the values that matter, hostile ones, and payloads; of the first about so many. */
export function manySamples(ofFields = 3000): readonly DecodedSample[] {
  const random = createRandom(6);
  const fields = FIELD_NAMES.flatMap(fieldSamples);
  const chosen = fields.filter(() => random(fields.length) < ofFields);
  const all = [...chosen, ...edgeSamples(), ...hostileFrames(), ...payloadSamples()];
  // The kernel's own test takes no frame without a whole Ethernet header.
  return decodeAll(all.filter(({ frame: bytes, context }) => bytes.length >= 14 && isPlain(context)));
}

/** Other interfaces would have to be made first. */
const isPlain = (context: Sample["context"]) =>
  context === undefined || ((context.ingressIfindex ?? 1) === 1 && (context.rxQueue ?? 0) === 0);
