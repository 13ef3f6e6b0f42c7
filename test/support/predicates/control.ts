/* eslint-disable @typescript-eslint/no-unused-expressions, @typescript-eslint/switch-exhaustiveness-check -- predicates may be written like this */
import type { Packet, Predicate } from "xdpgen";

const PORTS = [22, 80, 443];
const RANGES = [
  { first: 20, last: 25 },
  { first: 6000, last: 6062 },
] as const;

/** Statements: ways through a function. */
export const control: Readonly<Record<string, Predicate>> = {
  block: (p) => {
    const d = p.tcp.dport;
    const low = d < 1024;
    return low && !p.tcp.flags.ack;
  },
  "early return": (p) => {
    if (p.ipv4.ttl < 5) return true;
    if (p.ipv4.protocol === 17) return p.udp.dport === 53;
    return false;
  },
  "if and else": (p) => {
    let limit: number;
    if (p.tcp.flags.syn) {
      limit = 10;
    } else {
      limit = 200;
    }
    return p.ipv4.ttl < limit;
  },
  "else if": (p) => {
    let kind = 0;
    if (p.ipv4.ttl < 5) kind = 1;
    else if (p.ipv4.ttl < 64) kind = 2;
    else if (p.ipv4.ttl === 64) kind = 3;
    return kind === 2;
  },
  "nested ifs": (p) => {
    if (p.tcp.flags.syn) {
      if (p.ipv4.ttl > 100) {
        return p.tcp.dport > 1024;
      }
    } else if (p.tcp.flags.ack) return false;
    return p.ipv4.ttl < 9;
  },
  "both ways alike": (p) => {
    if (p.udp.dport > 100) return p.ipv4.ttl < 9;
    return p.ipv4.ttl < 9;
  },
  "the same question twice": (p) => {
    let n = 0;
    if (p.tcp.flags.syn) n += 1;
    if (p.tcp.flags.syn) n += 2;
    return n === 3;
  },
  counter: (p) => {
    let n = 0;
    if (p.tcp.flags.syn) n++;
    if (p.tcp.flags.ack) n += 1;
    if (p.ipv4.ttl < 65) ++n;
    return n >= 2;
  },
  "counter downwards": (p) => {
    let n = 3;
    if (p.tcp.flags.syn) n--;
    if (p.tcp.flags.ack) n -= 1;
    if (p.ipv4.ttl < 65) --n;
    return n <= 1;
  },
  "counter whose old value is used": (p) => {
    let n = 0;
    if (p.tcp.flags.syn) n++;
    const old = n++;
    return old === 1 && n === 2;
  },
  "a field in a counter": (p) => {
    let n: number = p.ipv4.ttl;
    n++;
    n *= 2;
    n -= 1;
    return n === 129;
  },
  "a field with all compound operators": (p) => {
    let n: number = p.tcp.dport;
    n %= 1000;
    n |= 1;
    n ^= 3;
    n &= 0xff;
    n <<= 2;
    n >>= 1;
    return n > 100;
  },
  "or into a variable": (p) => {
    let hit = p.tcp.dport === 22;
    hit ||= p.tcp.sport === 22;
    hit &&= p.ipv4.ttl > 5;
    return hit;
  },
  "nullish into a variable": (p) => {
    let limit: number | undefined;
    if (p.tcp.flags.syn) limit = 5;
    limit ??= 100;
    return p.ipv4.ttl < limit;
  },
  "assignment within and": (p) => {
    let n = 0;
    if (p.tcp.flags.syn && (n = 5) > 1) n++;
    return n === 6 || p.ipv4.ttl + n < 9;
  },
  "assignment behind and": (p) => {
    let n = 1;
    p.tcp.flags.syn && (n = 60);
    return p.ipv4.ttl > n;
  },
  "assignment behind or": (p) => {
    let n = 1;
    p.tcp.flags.syn || n++;
    return p.ipv4.ttl === n;
  },
  "assignment in a conditional": (p) => {
    let n = 0;
    const m = p.tcp.flags.syn ? (n += 2) : (n += 3);
    return n === 2 && m === 2 && p.ipv4.ttl > 5;
  },
  "assignment as a value": (p) => {
    let a = 0;
    const b = (a = p.ipv4.ttl);
    return a + b === 128;
  },
  swap: (p) => {
    let [a, b]: number[] = [p.tcp.sport, p.tcp.dport];
    if (a! > b!) [a, b] = [b, a];
    return a === 22;
  },
  "for of": (p) => {
    for (const port of PORTS) {
      if (p.tcp.dport === port) return true;
      if (p.tcp.sport === port) return p.tcp.flags.syn;
    }
    return false;
  },
  for: (p) => {
    for (let i = 0; i < PORTS.length; i++) if (PORTS[i] === p.tcp.dport) return true;
    return false;
  },
  "for with continue": (p) => {
    let n = 0;
    for (const port of PORTS) {
      if (port === 80) continue;
      if (p.tcp.dport === port) n++;
    }
    return n === 1;
  },
  "for with break": (p) => {
    let found = 0;
    for (const port of PORTS) {
      if (p.tcp.dport === port) break;
      found++;
    }
    return found === 1;
  },
  "for in": (p) => {
    const limits: Record<string, number> = { a: 22, b: 80 };
    for (const name in limits) if (p.tcp.dport === limits[name]) return true;
    return false;
  },
  "for of entries": (p) => {
    for (const [i, port] of PORTS.entries()) if (p.tcp.dport === port) return i === 1;
    return false;
  },
  "for of ranges": (p) => {
    for (const { first, last } of RANGES) if (p.tcp.dport >= first && p.tcp.dport <= last) return true;
    return false;
  },
  "loop in a loop": (p) => {
    let n = 0;
    for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) if (p.ipv4.ttl === i * 2 + j) n += i + j;
    return n > 1;
  },
  label: (p) => {
    let n = 0;
    outer: for (const port of PORTS) {
      for (const ttl of [1, 64]) {
        if (p.ipv4.ttl === ttl) continue outer;
        if (p.tcp.dport === port) break outer;
      }
      n++;
    }
    return n === 1;
  },
  while: (p) => {
    let i = 0;
    let hit = false;
    while (i < 3) {
      hit = hit || p.tcp.dport === PORTS[i];
      i++;
    }
    return hit;
  },
  "do while": (p) => {
    let i = 0;
    let sum = 0;
    do {
      if (p.tcp.dport > PORTS[i]!) sum += 1;
      i += 1;
    } while (i < 3);
    return sum === 2;
  },
  "sum in a loop": (p) => {
    let sum = 0;
    for (let i = 0; i < 4; i++) sum += p.ipv4.ttl * i;
    return sum === 384;
  },
  switch: (p) => {
    switch (p.tcp.dport) {
      case 22:
      case 23:
        return true;
      case 80:
        return p.tcp.flags.syn;
      default:
        return p.ipv4.ttl === 1;
    }
  },
  "switch with the default in the middle": (p) => {
    switch (p.ipv4.ttl) {
      case 1:
        return false;
      default:
        return p.tcp.dport === 80;
      case 64:
        return p.tcp.dport === 22;
    }
  },
  "switch on an address": (p) => {
    switch (p.ipv4.src) {
      case "10.0.0.1":
        return p.ipv4.ttl > 5;
      case "192.168.0.1":
        return true;
    }
    return false;
  },
  "switch on true": (p) => {
    switch (true) {
      case p.ipv4.ttl < 5:
        return p.tcp.dport > 80;
      case p.tcp.flags.syn:
        return true;
      default:
        return false;
    }
  },
  "switch on a build value": (p) => {
    switch (PORTS.length) {
      case 3:
        return p.ipv4.ttl === 64;
      default:
        return false;
    }
  },
  "switch in a loop": (p) => {
    let n = 0;
    for (const port of PORTS)
      switch (port) {
        case 22:
          continue;
        default:
          if (p.tcp.dport === port) n++;
      }
    return n === 1;
  },
  "a variable of a branch": (p) => {
    if (p.tcp.flags.syn) {
      const ttl = p.ipv4.ttl;
      if (ttl > 63) return ttl < 128;
    }
    return false;
  },
  "an object of one's own": (p) => {
    const seen = { low: 0, high: 0 };
    if (p.tcp.dport < 1024) seen.low++;
    if (p.tcp.sport < 1024) seen.low += 1;
    else seen.high = 5;
    return seen.low === 1 && seen.high === 5;
  },
  "an array of one's own": (p) => {
    const hits: number[] = [];
    if (p.tcp.dport < 1024) hits.push(1);
    if (p.tcp.sport < 1024) hits.push(2);
    return hits.length === 1 && hits[0] === 2;
  },
  "an array with fields in it": (p) => {
    const ports = [p.tcp.sport, p.tcp.dport];
    return ports[0]! + ports[1]! > 102 && ports.length === 2;
  },
  "an object with fields in it": (p) => {
    const seen = { ttl: p.ipv4.ttl, port: p.tcp.dport };
    const { ttl, ...rest } = seen;
    return ttl > 63 && rest.port === 80;
  },
  "a flag that is set in a loop": (p) => {
    let hit = false;
    for (const ttl of [1, 2, 64]) if (p.ipv4.ttl === ttl) hit = true;
    return hit && p.tcp.dport > 22;
  },
  "a variable of an outer function": (p: Packet) => {
    let n = 0;
    const bump = (by: number) => {
      n += by;
    };
    if (p.tcp.flags.syn) bump(1);
    if (p.tcp.flags.ack) bump(2);
    return n === 3;
  },
  "a variable that a helper changes by the packet": (p: Packet) => {
    let n = 0;
    const bump = (condition: boolean) => {
      if (condition) n++;
    };
    bump(p.tcp.flags.syn);
    bump(p.tcp.dport === 80);
    return n === 1;
  },
  delete: (p) => {
    const seen: { a?: number } = { a: 1 };
    if (p.tcp.flags.syn) delete seen.a;
    return seen.a === 1;
  },
  always: () => true,
  "never without a field": (p) => p.udp.dport < 0 + 1 && false,
};
