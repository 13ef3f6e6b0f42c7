import { aborted, drop, pass, range, tx, type AnyRule, type Rule } from "../../src/index.js";
import { ethernet, frame, ipv4, tcp, vlan } from "../../src/testing/frames.js";
import type { Random } from "./random-numbers.js";

/** What a frame of these rules has. */
interface Values {
  readonly src: string;
  readonly dst: string;
  readonly sport: number;
  readonly dport: number;
  readonly ttl: number;
  readonly dscp: number;
  readonly id: number;
  readonly seq: number;
  readonly window: number;
  readonly tag: number;
  readonly mac: string;
}

const hex = (n: number) => n.toString(16).padStart(2, "0");

/** A few values of everything, so that frames meet rules. */
const valuesOf = (random: Random): Values => ({
  src: `10.${random(16)}.${random(256)}.${random(256)}`,
  dst: `172.16.${random(256)}.${random(256)}`,
  sport: random(65_536),
  dport: random(65_536),
  ttl: random(256),
  dscp: random(64),
  id: random(65_536),
  seq: random(2 ** 32),
  window: random(65_536),
  tag: random(64),
  mac: `02:00:00:00:00:${hex(random(64))}`,
});

/** Some interval of which `value` is a part, of numbers up to `most`. */
const about = (value: number, most: number, random: Random) =>
  range(random(value + 1), value + random(most - value + 1));

type Step = (rule: Rule, values: Values, random: Random) => unknown;

/** Fifteen ways to ask about a frame. One of the first two is asked by every rule, lest a few rules match all frames. */
const STEPS: readonly Step[] = [
  (rule, { src }) => rule.ipv4Src(`${src.replace(/\d+$/, "0")}/24`),
  (rule, { dst }) => rule.ipv4Dst(dst),
  (rule, { sport }, random) => rule.tcpSport(about(sport, 65_535, random)),
  (rule, { dport }, random) => rule.tcpDport(about(dport, 65_535, random)),
  (rule, { ttl }, random) => rule.ipv4Ttl(about(ttl, 255, random)),
  (rule, { dscp }) => rule.ipv4Dscp(dscp),
  (rule, { id }, random) => rule.ipv4Id(about(id, 65_535, random)),
  (rule, { seq }, random) => rule.tcpSeq(about(seq, 2 ** 32 - 1, random)),
  (rule, { window }, random) => rule.tcpWindow(about(window, 65_535, random)),
  (rule, { tag }) => rule.vlanId(tag),
  (rule, { mac }) => rule.etherSrc(mac),
  (rule) => rule.tcpFlags({ syn: true, ack: false }),
  (rule, _, random) => rule.packetLength(range(random(60), 60 + random(60))),
  (rule, _, random) => rule.ipv4Length(range(random(40), 40 + random(60))),
  (rule) => rule.ipv4HeaderLength(5),
];

const STARTS = [drop, pass, tx, aborted] as const;

/** Rules that each ask about another three to six of fifteen fields, and a frame for each that meets it, unless an earlier one does. */
export function crowdedRules(count: number, random: Random) {
  const all = Array.from({ length: count }, (_, i) => {
    const values = valuesOf(random);
    const start = STARTS[random(STARTS.length)]!(`crowded ${i}`) as unknown as Rule;
    const one = STEPS[random(2)]!;
    const order = STEPS.map((step) => [step === one ? -1 : random(2 ** 30), step] as const);
    const steps = order.sort(([a], [b]) => a - b).slice(0, 3 + random(4));
    // A rule that is made step by step has no one type.
    const rule = steps.reduce((made, [, step]) => step(made, values, random) as Rule, start);
    return { rule, values };
  });
  const frames = all.map(({ values: { src, dst, sport, dport, ttl, dscp, id, seq, window, tag, mac } }) =>
    frame(
      ethernet({ src: mac }),
      vlan({ id: tag }),
      ipv4({ src, dst, ttl, dscp, id }),
      tcp({ sport, dport, seq, window, flags: "S" }),
    ),
  );
  return { rules: all.map(({ rule }) => rule), frames };
}

/** Rules of two networks and a range of ports that overlaps with thousands of others, and a frame for each. */
export function overlappingRules(count: number, random: Random) {
  const all = Array.from({ length: count }, (_, i) => {
    const [src, dst] = [`10.${random(256)}.${random(256)}`, `172.${random(256)}.${random(256)}`];
    const [dport, end] = [random(65_536), random(65_536)];
    const rule = STARTS[random(STARTS.length)]!(`overlapping ${i}`)
      .ipv4Src(`${src}.0/24`)
      .ipv4Dst(`${dst}.0/24`)
      .tcpDport(range(Math.min(dport, end), Math.max(dport, end)));
    return { rule, bytes: frame(ethernet(), ipv4({ src: `${src}.1`, dst: `${dst}.2` }), tcp({ dport })) };
  });
  return { rules: all.map(({ rule }) => rule as AnyRule), frames: all.map(({ bytes }) => bytes) };
}
