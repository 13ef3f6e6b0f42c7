import { drawing, unicast } from "./ipv4-lists.js";
import type { Random } from "../src/bench/random.js";

/** A rule about five fields, as firewalls have them. Ends of ranges belong to them. */
export interface AclRule {
  readonly src: AclPrefix;
  readonly dst: AclPrefix;
  /** TCP, UDP and ICMP by their IP protocol numbers; 0 is any. */
  readonly protocol: 0 | 1 | 6 | 17;
  readonly sport: PortRange;
  readonly dport: PortRange;
  readonly action: "drop" | "pass";
}

/** The first address in host order; 0 bits hold any. */
export interface AclPrefix {
  readonly start: number;
  readonly length: number;
}

export type PortRange = readonly [first: number, last: number];

/** What a rule looks at. */
export interface FiveTuple {
  readonly src: number;
  readonly dst: number;
  readonly protocol: number;
  readonly sport: number;
  readonly dport: number;
}

export const ANY_PORT: PortRange = [0, 0xffff];
const HIGH_PORTS: PortRange = [1024, 0xffff];
const SERVICES = [
  ...[80, 443, 53, 22, 25, 110, 143, 993, 995, 21, 23, 3306, 5432, 8080, 8443],
  ...[123, 161, 389, 636, 1433, 1521, 3389, 5060, 6379, 11211, 27017, 5900, 137, 139, 445],
];

/** Shares of prefix lengths, of protocols and of destination ports. */
const LENGTHS = [
  [16, 4],
  [20, 6],
  [22, 4],
  [24, 26],
  [26, 8],
  [28, 8],
  [30, 6],
  [32, 38],
] as const;
const PROTOCOLS = [
  [6, 68],
  [17, 22],
  [1, 3],
  [0, 7],
] as const;
const PORTS = [
  ["service", 60],
  ["high", 12],
  ["range", 10],
  ["any", 18],
] as const;
const [ANY_SRC, ANY_DST, HIGH_SPORT, DROPS] = [0.25, 0.12, 0.05, 0.8];

/**
 * `count` rules like those of a firewall: a quarter takes any source, an eighth any destination; prefixes of 16 to 32 bits lie in
 * one another, for all lie in a few networks of 16 bits; 60 % name a service, 12 % the high ports, 5 % a range of source ports.
 */
export function aclRules(count: number, random: Random): readonly AclRule[] {
  const networks = Array.from({ length: Math.max(4, count / 20) }, () => startOf(unicast(random), 16));
  const length = drawing(LENGTHS, random);
  const protocol = drawing(PROTOCOLS, random);
  const ports = drawing(PORTS, random);
  const prefix = (any: number): AclPrefix => {
    if (random.fraction() < any) return { start: 0, length: 0 };
    const bits = length();
    return {
      start: startOf(networks[random.below(networks.length)]! + random.below(2 ** 16), bits),
      length: bits,
    };
  };
  const dport: Record<(typeof PORTS)[number][0], () => PortRange> = {
    service: () => {
      const service = SERVICES[random.below(SERVICES.length)]!;
      return [service, service];
    },
    high: () => HIGH_PORTS,
    range: () => {
      const first = random.below(60_000);
      return [first, first + random.below(500)];
    },
    any: () => ANY_PORT,
  };
  const rules: AclRule[] = [];
  while (rules.length < count) {
    const [src, dst] = [prefix(ANY_SRC), prefix(ANY_DST)];
    if (src.length === 0 && dst.length === 0) continue;
    const number = protocol();
    const hasPorts = number === 6 || number === 17;
    rules.push({
      ...{ src, dst, protocol: number },
      sport: hasPorts && random.fraction() < HIGH_SPORT ? HIGH_PORTS : ANY_PORT,
      dport: hasPorts ? dport[ports()]() : ANY_PORT,
      action: random.fraction() < DROPS ? "drop" : "pass",
    });
  }
  return rules;
}

/** How much traffic is made for a random rule; the rest is for none in particular. */
const AIMED = 0.9;

/** A packet: nine of ten lie in a random rule, which an earlier one may decide. */
export function aclPacket(rules: readonly AclRule[], random: Random): FiveTuple {
  if (random.fraction() >= AIMED)
    return {
      ...{ src: unicast(random), dst: unicast(random), protocol: random.fraction() < 0.5 ? 6 : 17 },
      ...{ sport: random.below(2 ** 16), dport: random.below(2 ** 16) },
    };
  const rule = rules[random.below(rules.length)]!;
  const inPrefix = ({ start, length }: AclPrefix): number =>
    length === 0 ? unicast(random) : start + random.below(2 ** (32 - length));
  const inRange = ([first, last]: PortRange): number => first + random.below(last - first + 1);
  return {
    src: inPrefix(rule.src),
    dst: inPrefix(rule.dst),
    protocol: rule.protocol === 0 ? [6, 17, 1][random.below(3)]! : rule.protocol,
    sport: inRange(rule.sport),
    dport: inRange(rule.dport),
  };
}

/** What the first rule that matches does to a packet, found by trying one after the other; `pass` without one. */
export function aclAction(rules: readonly AclRule[], packet: FiveTuple): "drop" | "pass" {
  const within = (prefix: AclPrefix, address: number): boolean =>
    prefix.length === 0 || (address >= prefix.start && address - prefix.start < 2 ** (32 - prefix.length));
  const between = ([first, last]: PortRange, port: number): boolean => port >= first && port <= last;
  for (const rule of rules)
    if (
      within(rule.src, packet.src) &&
      within(rule.dst, packet.dst) &&
      (rule.protocol === 0 || rule.protocol === packet.protocol) &&
      between(rule.sport, packet.sport) &&
      between(rule.dport, packet.dport)
    )
      return rule.action;
  return "pass";
}

function startOf(address: number, length: number): number {
  return Math.floor(address / 2 ** (32 - length)) * 2 ** (32 - length);
}
