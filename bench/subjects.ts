import { aclAction, aclPacket, aclRules, type FiveTuple } from "./acl.js";
import { ipv4SourceTrace, ipv4Trace, ipv6SourceTrace } from "./frames.js";
import { intervalsOf, ipv4Addresses, ipv4Prefixes, liesIn, unicast } from "./ipv4-lists.js";
import { addressIn, globalUnicast, ipv6Prefixes, membership } from "./ipv6-lists.js";
import { randomOf, type Random } from "../src/bench/random.js";
import type { Subject, Traffic } from "./subject.js";

/** Which packets: such as lie in the list, such as do not, or one of each in random order. */
export type Mix = "hit" | "miss" | "mix";

/** A subject to be made; the same row makes the same one every time. */
export interface SubjectRow {
  readonly kind: "ipv4-exact" | "ipv4-cidr" | "ipv6-cidr" | "rules";
  readonly size: number;
  readonly mixes: readonly Mix[];
  /** Which modes it is measured in, and whether in the short form too. */
  readonly modes: readonly Mode[];
  readonly quick: boolean;
}

/** In the kernel behind a wrapper, or on a pair of interfaces. */
export type Mode = "wrapper" | "live";

const ALL = ["hit", "miss", "mix"] as const;
const HIT = ["hit"] as const;
const WRAPPER = ["wrapper"] as const;
const BOTH = ["wrapper", "live"] as const;

const row = (
  ...[kind, size, mixes, modes, quick]: [
    SubjectRow["kind"],
    number,
    readonly Mix[],
    readonly Mode[],
    "quick" | "full",
  ]
): SubjectRow => ({ kind, size, mixes, modes, quick: quick === "quick" });

/** What is measured. */
export const SUBJECTS: readonly SubjectRow[] = [
  row("ipv4-exact", 1, ALL, BOTH, "quick"),
  row("ipv4-exact", 8, ALL, WRAPPER, "quick"),
  row("ipv4-exact", 64, ALL, WRAPPER, "quick"),
  row("ipv4-exact", 1_000, ALL, BOTH, "quick"),
  row("ipv4-exact", 10_000, ALL, BOTH, "full"),
  row("ipv4-exact", 100_000, ALL, BOTH, "quick"),
  row("ipv4-exact", 1_000_000, ALL, BOTH, "full"),
  row("ipv4-cidr", 1_000, HIT, BOTH, "quick"),
  row("ipv4-cidr", 100_000, HIT, BOTH, "quick"),
  row("ipv4-cidr", 1_000_000, HIT, WRAPPER, "full"),
  row("ipv6-cidr", 1_000, ["hit", "miss"], WRAPPER, "quick"),
  row("ipv6-cidr", 100_000, ["hit", "miss"], WRAPPER, "full"),
  row("rules", 10, HIT, BOTH, "quick"),
  row("rules", 100, HIT, BOTH, "quick"),
  row("rules", 1_000, HIT, BOTH, "quick"),
  row("rules", 10_000, HIT, WRAPPER, "full"),
];

/** The subject's name. */
export function nameOf({ kind, size }: SubjectRow): string {
  return `${kind}-${size}`;
}

/** The subject with the cases alone whose names suit; undefined without any. In live mode it has its first case. */
export function narrow(row: SubjectRow, suits: (caseName: string) => boolean): SubjectRow | undefined {
  if (row.kind === "rules") return suits(nameOf(row)) ? row : undefined;
  const mixes = row.mixes.filter((mix) => suits(`${nameOf(row)}-${mix}`));
  if (mixes.length === 0) return undefined;
  return { ...row, mixes, modes: mixes[0] === row.mixes[0] ? row.modes : ["wrapper"] };
}

/** How many packets a trace has: for large lists as many as every kernel takes, 4 MiB, which touch what caches do not hold. */
const packetsFor = (size: number): number => (size < 100_000 ? 2 ** 16 : 2 ** 18);
/** Records of IPv6 are three times as long. */
const PACKETS6 = 2 ** 16;

/** Makes a subject. */
export function makeSubject(row: SubjectRow): Subject {
  const name = nameOf(row);
  const random = randomOf(name);
  const makers: Record<SubjectRow["kind"], () => Omit<Subject, "name">> = {
    "ipv4-exact": () => ipv4(row, ipv4Addresses(row.size, random), true),
    "ipv4-cidr": () => ipv4(row, ipv4Prefixes(row.size, random), false),
    "ipv6-cidr": () => ipv6(row, random),
    rules: () => rules(row, random),
  };
  return { name, ...makers[row.kind]() };
}

function ipv4(
  row: SubjectRow,
  list: ReturnType<typeof ipv4Addresses>,
  exact: boolean,
): Omit<Subject, "name"> {
  const intervals = intervalsOf(list);
  const inside = (random: Random): number => {
    const i = random.below(row.size);
    return list.starts[i]! + random.below(2 ** (32 - list.lengths[i]!));
  };
  const outside = (random: Random): number =>
    redraw(
      () => unicast(random),
      (address) => !liesIn(intervals, address),
    );
  const traffic = row.mixes.map((mix): Traffic => {
    const sources = Uint32Array.from({ length: packetsFor(row.size) }, draw(row, mix, inside, outside));
    return {
      name: `${nameOf(row)}-${mix}`,
      trace: ipv4SourceTrace(sources.length, (i) => sources[i]!),
      drops: (i) => liesIn(intervals, sources[i]!),
    };
  });
  return { task: { kind: "ipv4", exact, list }, traffic, live: traffic[0]! };
}

function ipv6(row: SubjectRow, random: Random): Omit<Subject, "name"> {
  const list = ipv6Prefixes(row.size, random);
  const has = membership(list);
  const inside = (random: Random): bigint => addressIn(list[random.below(list.length)]!, random);
  const outside = (random: Random): bigint =>
    redraw(
      () => globalUnicast(random),
      (address) => !has(address),
    );
  const traffic = row.mixes.map((mix): Traffic => {
    const sources = Array.from({ length: PACKETS6 }, draw(row, mix, inside, outside));
    return {
      name: `${nameOf(row)}-${mix}`,
      trace: ipv6SourceTrace(sources.length, (i) => sources[i]!),
      drops: (i) => has(sources[i]!),
    };
  });
  return { task: { kind: "ipv6", list }, traffic, live: traffic[0]! };
}

function rules(row: SubjectRow, random: Random): Omit<Subject, "name"> {
  const rules = aclRules(row.size, random);
  const dropped = (packet: FiveTuple): boolean => aclAction(rules, packet) === "drop";
  const any = (): FiveTuple => aclPacket(rules, random);
  const trafficOf = (draw: () => FiveTuple): Traffic => {
    const packets = Array.from({ length: packetsFor(row.size) }, draw);
    return {
      name: nameOf(row),
      trace: ipv4Trace(packets.length, (i) => packets[i]!),
      drops: (i) => dropped(packets[i]!),
    };
  };
  const traffic = [trafficOf(any)];
  const live = row.modes.includes("live") ? trafficOf(() => redraw(any, dropped)) : traffic[0]!;
  return { task: { kind: "rules", rules }, traffic, live };
}

/** Draws what a mix is of. Each case has a seed of its own, so that it is the same one in a run without the others. */
function draw<T>(
  row: SubjectRow,
  mix: Mix,
  inside: (random: Random) => T,
  outside: (random: Random) => T,
): () => T {
  const random = randomOf(`${nameOf(row)}-${mix}`);
  const draws: Record<Mix, () => T> = {
    hit: () => inside(random),
    miss: () => outside(random),
    mix: () => (random.fraction() < 0.5 ? inside(random) : outside(random)),
  };
  return draws[mix];
}

function redraw<T>(draw: () => T, suits: (value: T) => boolean): T {
  for (;;) {
    const value = draw();
    if (suits(value)) return value;
  }
}
