/** Frames that predicates answer differently on: fields from small pools, so that every comparison holds for some. */
import {
  arp,
  ethernet,
  frame,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  raw,
  routing,
  sctp,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../../../src/testing/frames.js";
import { hostileFrames } from "../../../src/testing/samples.js";
import { decode, type DecodedPacket } from "../../../src/testing/index.js";
import { createRandom } from "../random-numbers.js";

const PORTS = [
  0, 1, 22, 23, 25, 53, 80, 110, 123, 443, 1000, 1007, 1023, 1024, 6000, 6062, 8080, 40000, 65535,
] as const;
const TTLS = [0, 1, 2, 3, 4, 5, 9, 31, 32, 60, 63, 64, 65, 100, 127, 128, 254, 255] as const;
const LENGTHS = [0, 1, 20, 40, 59, 60, 64, 100, 576, 1000, 1001, 1500, 65535] as const;
const IDS = [0, 1, 7, 255, 256, 0x1234, 0xffff] as const;
const SEQS = [0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, 0x12345678, 100000] as const;
const V4 = [
  "10.0.0.1",
  "10.0.0.2",
  "10.1.2.3",
  "192.168.0.1",
  "172.20.0.11",
  "255.255.255.255",
  "0.0.0.0",
  "192.0.2.7",
] as const;
const V6 = ["2001:db8::1", "2001:db8::2", "fe80::1", "::", "::1", "2001:db8:ffff::1"] as const;
const MACS = ["02:00:00:00:00:01", "02:00:00:00:00:02", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"] as const;
const PROTOCOLS = [1, 6, 17, 47, 50, 89, 253] as const;
const FLAGS = [0x00, 0x01, 0x02, 0x04, 0x10, 0x12, 0x11, 0x18, 0x29, 0x3f, 0xff, 0x80] as const;
const TEXTS = [
  "",
  "G",
  "GET / HTTP/1.1",
  "POST /",
  "\u0000\u0001\u0002\u0003\u0004",
  "SSH-2.0-x",
  "\u0012\u0034\u0001\u0000",
  "\u00ff\u00ff\u00ff\u00ff\u00ff",
] as const;

/** Frames of every kind, `count` of them with random fields; the same ones each time. */
export function predicateFrames(count: number, seed = 7): readonly DecodedPacket[] {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const chance = (of: number) => random(of) === 0;
  const transport = (): Layer[] => {
    const [sport, dport] = [pick(PORTS), pick(PORTS)];
    const payload = raw(Buffer.from(pick(TEXTS), "latin1"));
    const kinds: (() => Layer[])[] = [
      () => [
        tcp({
          sport,
          dport,
          seq: pick(SEQS),
          window: pick(LENGTHS),
          flags: flagNames(pick(FLAGS)),
        }),
        payload,
      ],
      () => [
        tcp({
          sport,
          dport,
          seq: pick(SEQS),
          window: pick(LENGTHS),
          flags: flagNames(pick(FLAGS)),
        }),
        payload,
      ],
      () => [udp({ sport, dport, ...(chance(3) ? { length: pick(LENGTHS) } : {}) }), payload],
      () => [sctp({ sport, dport }), payload],
      () => [icmp({ type: pick([0, 3, 8, 11]), code: pick([0, 1, 4]) }), payload],
      () => [icmpv6({ type: pick([128, 129, 134, 135]), code: pick([0, 1]) }), payload],
      () => [payload],
    ];
    return pick(kinds)();
  };
  const network = (): Layer[] => {
    const four = () =>
      ipv4({
        src: pick(V4),
        dst: pick(V4),
        ttl: pick(TTLS),
        id: pick(IDS),
        dscp: pick([0, 10, 46, 63]),
        ecn: pick([0, 1, 3]),
        ...(chance(4) ? { length: pick(LENGTHS) } : {}),
        ...(chance(6) ? { protocol: pick(PROTOCOLS) } : {}),
        ...(chance(10) ? { fragmentOffset: 5 } : {}),
        ...(chance(10) ? { moreFragments: true } : {}),
        ...(chance(8) ? { options: [1, 1, 1, 1] } : {}),
      });
    const six = () =>
      ipv6({
        src: pick(V6),
        dst: pick(V6),
        hopLimit: pick(TTLS),
        dscp: pick([0, 10, 46]),
        flowLabel: pick([0, 1, 0xfffff, 4096]),
      });
    const extensions = () => pick([[], [], [], [hopByHop()], [routing()]]);
    const kinds: (() => Layer[])[] = [
      () => [four(), ...transport()],
      () => [four(), ...transport()],
      () => [six(), ...extensions(), ...transport()],
      () => [arp({ op: pick([1, 2, 3]), senderIp: pick(V4), targetIp: pick(V4) })],
      () => [],
    ];
    return pick(kinds)();
  };
  const link = (): Layer[] => [
    ethernet({ src: pick(MACS), dst: pick(MACS) }),
    ...(chance(4) ? [vlan({ id: pick([1, 10, 20, 4095]), priority: pick([0, 5, 7]) })] : []),
    ...(chance(8) ? [vlan({ id: pick([20, 30]) })] : []),
  ];
  const made = Array.from({ length: count }, () => {
    const bytes = frame(...link(), ...network());
    // Some are cut: headers that are there by half, fields that are not.
    return chance(8) ? bytes.slice(0, random(bytes.length + 1)) : bytes;
  });
  const hostile = hostileFrames().map((sample) => sample.frame);
  const some = Array.from({ length: Math.min(count, hostile.length) }, () => pick(hostile));
  return [...made, ...some].map((bytes) => decode(bytes));
}

const NAMES = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"] as const;
const flagNames = (bits: number) => NAMES.filter((_, i) => (bits & (1 << i)) !== 0);
