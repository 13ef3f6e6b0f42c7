import { drop, liveSet, not, type Packet, type Predicate } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 100 });
const guests = liveSet("guests", { type: "ipv4", capacity: 5000 });
const bans6 = liveSet("bans6", { type: "ipv6", capacity: 100 });
const guests6 = liveSet("guests6", { type: "ipv6", capacity: 5000 });
const cards = liveSet("cards", { type: "mac", capacity: 100 });
const services = liveSet("services", { type: "port", capacity: 100 });
const closed = liveSet("closed", { type: "tcp-port", capacity: 100 });

const isBanned = (p: Packet) => {
  if (p.ipv4) return p.ipv4.src.in(bans);
  return p.ip && p.ipv6.src.in(bans6);
};
const theOther = (p: Packet) => (p.tcp ? p.ipv4.dst : p.ipv4.src);

/** Live sets, asked in every way. */
export const liveSets: Readonly<Record<string, Predicate>> = {
  alone: (p) => p.ipv4.src.in(bans),
  "not alone": (p) => p.ipv4.src.in(bans) && p.ipv4.ttl > 60,
  not: (p) => !p.ipv4.src.in(bans),
  "not(…)": (p) => p.ipv4.src.in(not(bans)),
  "not, in a conjunction": (p) => p.tcp && p.tcp.dport < 1024 && !p.ipv4.src.in(bans),
  "in a disjunction": (p) => p.ipv4.src.in(bans) || p.ipv4.ttl < 5,
  "not, in a disjunction": (p) => !p.ipv4.src.in(bans) || p.ipv4.ttl < 5,
  "behind what settles it": (p) => p.length > 80 || p.ipv4.src.in(bans),
  "of a header that is rarely there": (p) => p.length > 80 || p.udp?.dport === 53 || p.arp.senderIp.in(bans),
  "either family": (p) => (p.ipv4 ? p.ipv4.src.in(bans) : p.ipv6.src.in(bans6)),
  "either family, not": (p) => !(p.ipv4 ? p.ipv4.src.in(bans) : p.ipv6.src.in(bans6)),
  helper: (p) => isBanned(p),
  "helper, not": (p) => !isBanned(p) && p.length > 60,
  "beside values": (p) => p.ipv4.src.in(bans, "10.1.0.0/16", "0.0.0.0"),
  "not beside values": (p) => p.ipv4.src.in(not(bans, "10.1.0.0/16")),
  "two sets": (p) => p.ipv4.src.in(bans, guests),
  "one and not the other": (p) => p.ipv4.src.in(bans) !== p.ipv4.src.in(guests),
  "both addresses alike": (p) => p.ipv4.src.in(bans) === p.ipv4.dst.in(bans),
  "some of two sets": (p) => [bans, guests].some((set) => p.ipv4.dst.in(set)) || p.ipv4.ttl === 64,
  "in a set of many lengths": (p) => p.ipv6.src.in(guests6) || p.ipv6.hopLimit < 3,
  "not in a set of many lengths": (p) => !p.ipv6.dst.in(guests6) && p.ipv6.src !== p.ipv6.dst,
  "by its card": (p) => p.ethernet.src.in(cards) || p.length < 60,
  "cards alike": (p) => p.ethernet.src.in(cards) === p.ethernet.dst.in(cards),
  "by a port of any": (p) => p.th.dport.in(services) || p.th.sport.in(22, services),
  "by a port of TCP": (p) => !p.tcp.dport.in(closed) || p.tcp.flags.syn,
  points: (p) => {
    let points = 0;
    if (p.ipv4.src.in(bans)) points += 2;
    if (p.ipv4.dst.in(guests)) points++;
    if (p.ipv4.ttl < 64) points++;
    return points === 3;
  },
  "as numbers": (p) => Number(p.ipv4.src.in(bans)) + Number(p.ipv4.dst.in(bans)) === 1,
  "as numbers, of two sets": (p) => Number(p.ipv4.src.in(bans)) - Number(p.ipv4.src.in(guests)) === 1,
  "asked twice": (p) => {
    if (p.ipv4.src.in(bans)) return p.ipv4.ttl < 64;
    if (!p.ipv4.src.in(bans)) return p.ipv4.ttl > 63;
    return false;
  },
  "asked and not looked at": (p) => {
    const found = p.ipv4.src.in(bans);
    return p.length > 80 || found;
  },
  "of an address that is chosen": (p) => (p.tcp ? p.ipv4.src : p.ipv4.dst).in(bans),
  "of an address that a helper chooses": (p) => theOther(p).in(bans, "192.168.0.1"),
};

export default Object.entries(liveSets).map(([name, predicate]) => drop(name).when(predicate));
