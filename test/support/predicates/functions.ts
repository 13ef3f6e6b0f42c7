import type { Packet, Port, Predicate } from "xdpgen";
import portOf, { BAD, both, isWeb, negation, scan } from "./helpers-of-others.js";
import * as others from "./helpers-of-others.js";

const PORTS = [22, 80, 443];
const MANY = Array.from({ length: 40 }, (_, i) => 1000 + i * 7);
const SET = new Set([25, 110, 443]);
const MAP = new Map([
  [22, "ssh"],
  [80, "http"],
]);
const CONFIG = { ttl: { min: 5 }, nets: ["10.0.0.0/8"] as const };
const between = (low: number, high: number) => (x: number) => x >= low && x <= high;
const curried = (a: number) => (b: number) => (p: Packet) => p.ipv4.ttl > a && p.ipv4.ttl < b;

class Limits {
  readonly #low: number;
  high: number;

  constructor(low: number, high: number) {
    this.#low = low;
    this.high = high;
  }

  has(x: number): boolean {
    return x >= this.#low && x <= this.high;
  }

  get width(): number {
    return this.high - this.#low;
  }

  static of(low: number, high: number): Limits {
    return new Limits(low, high);
  }
}

const LIMITS = new Limits(60, 64);

const levels = (ttl: number): { readonly level: number; readonly name: string } => {
  if (ttl < 5) return { level: 1, name: "low" };
  if (ttl < 64) return { level: 2, name: "middle" };
  return { level: 3, name: "high" };
};

function* firstPorts() {
  yield 22;
  yield 80;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

class Counter {
  #n = 0;
  count = 0;

  up(): void {
    this.count = ++this.#n;
  }
}

/** Functions and collections. */
export const functions: Readonly<Record<string, Predicate>> = {
  helper: (p) => isWeb(p.tcp.dport),
  "helper with ifs": (p) => p.ipv4.ttl >= 64 && scan(p.tcp.dport),
  "helper behind or": (p) => p.ipv4.ttl < 5 || scan(p.tcp.dport),
  "helper, not": (p) => !scan(p.tcp.dport),
  "helper of a namespace": (p) => others.isWeb(p.tcp.dport),
  "helper that is a default": (p) => portOf(p) === 80,
  "helper twice": (p) => scan(p.tcp.dport) !== scan(p.tcp.sport),
  "helper with an object": (p) => levels(p.ipv4.ttl).level === 2,
  "helper with an object of text": (p) => levels(p.ipv4.ttl).name === "high",
  captured: (p) => p.ipv4.ttl < CONFIG.ttl.min,
  "captured network": (p) => p.ipv4.src.in(...CONFIG.nets),
  closure: (p) => between(100, 1000)(p.tcp.dport),
  curried: curried(5)(65),
  combined: both(
    (p) => p.ipv4.ttl > 3,
    negation((p) => p.tcp.flags.syn),
  ),
  "combined of two": both(
    (p) => scan(p.tcp.dport),
    (p) => p.ipv4.ttl > 3,
  ),
  function: function (p) {
    return p.tcp.dport === 443;
  },
  method(p) {
    return p.tcp.dport === 8080;
  },
  "called at once": (p) => ((port: Port) => port === 22)(p.tcp.dport),
  call: (p) => isWeb.call(undefined, p.tcp.dport),
  apply: (p) => isWeb.apply(undefined, [p.tcp.dport]),
  "default parameter": (p) => ((port: number, low = 100) => port > low)(p.tcp.dport),
  "rest parameter": (p) => ((...ports: number[]) => ports.includes(22))(p.tcp.sport, p.tcp.dport),
  "spread into a call": (p) => Math.max(...[p.tcp.sport, p.tcp.dport]) === 443,
  instance: (p) => LIMITS.has(p.ipv4.ttl),
  "instance of the moment": (p) => new Limits(1, 9).has(p.ipv4.ttl),
  "static method": (p) => Limits.of(1, 9).has(p.ipv4.ttl),
  getter: (p) => p.ipv4.ttl === LIMITS.width,
  "recursion over build values": (p) => p.ipv4.ttl < factorial(4),
  generator: (p) => {
    for (const port of firstPorts()) if (p.tcp.dport === port) return true;
    return false;
  },
  "template of build values": (p) => p.ipv4.src === `10.0.0.${1 + 1}`,
  "text of build values": (p) => p.ipv4.src === ["192", "168", "0", "1"].join("."),
  destructuring: ({ tcp }) => tcp.dport === 8080,
  "destructuring, deep": ({ tcp: { dport: d }, ipv4: { ttl } }) => d > 5 && ttl > 5,
  "destructuring with a default": ({ ipv4: { ttl = 3 } }) => ttl === 64,
  "default of a header": ({ tcp = { dport: 22 } }) => tcp.dport === 22,
  "default of a header, taken apart": ({ udp: { dport: port } = { dport: 53 } }) => port === 53,
  "default of a header that is a header": ({ ipv4, tcp = { dport: ipv4.ttl } }) => tcp.dport > 64,
  "default parameter that is a header": (p) =>
    ((ports: { readonly dport: number } = { dport: 22 }) => ports.dport === 22)(p.tcp),
  "Boolean of a header": (p) => Boolean(p.tcp) && p.ipv4.ttl === 64,
  "private field that counts": (p) => {
    const counter = new Counter();
    if (p.tcp.flags.syn) counter.up();
    if (p.tcp.flags.ack) counter.up();
    return counter.count++ + Number(p.tcp.flags.fin) === 2;
  },
  some: (p) => PORTS.some((x) => p.tcp.dport === x),
  "some, mixed": (p) => PORTS.some((x) => x > 400 && p.tcp.dport === x),
  "some, with statements": (p) =>
    PORTS.some((x) => {
      if (p.tcp.dport === x) return true;
      return p.tcp.sport === x;
    }),
  "some that counts": (p) => {
    let n = 0;
    const any = PORTS.some((x) => {
      if (p.tcp.dport > x) n++;
      return p.tcp.sport === x;
    });
    return any && n === 1;
  },
  "some of conditions": (p) => [p.tcp.flags.syn, p.tcp.flags.fin].some(Boolean),
  "some that reads later": (p) => [1, 2].some((x) => (x === 1 ? p.ipv4.ttl === 64 : p.udp.dport === 53)),
  "some of none": (p) => p.ipv4.ttl === 64 && ![].some(() => p.tcp.flags.syn),
  every: (p) => PORTS.every((x) => p.tcp.dport !== x),
  "every of limits": (p) => [5, 60].every((x) => p.ipv4.ttl > x),
  "every that reads later": (p) => [1, 2].every((x) => (x === 1 ? p.ipv4.ttl === 64 : p.udp.dport > 22)),
  "not every": (p) => ![22, 1024].every((x) => p.tcp.dport > x),
  includes: (p) => PORTS.includes(p.tcp.dport),
  "includes, not": (p) => !PORTS.includes(p.tcp.dport),
  "includes of many": (p) => MANY.includes(p.tcp.dport),
  "includes of one": (p) => [22].includes(p.tcp.dport),
  "includes of a sum": (p) => [65, 66].includes(p.ipv4.ttl + 1),
  "includes of a difference": (p) => [-1, 1].includes(p.ipv4.ttl - 64),
  "includes of fields": (p) => [p.tcp.sport, p.tcp.dport].includes(p.tcp.dport) && p.ipv4.ttl > 5,
  "includes a constant": (p) => [p.tcp.sport as number, p.tcp.dport].includes(22),
  "includes of addresses": (p) => BAD.includes(p.ipv4.src),
  "includes of build values": (p) => PORTS.includes(22) && p.ipv4.ttl === 64,
  indexOf: (p) => PORTS.indexOf(p.tcp.dport) > 0,
  "indexOf, none": (p) => PORTS.indexOf(p.tcp.dport) === -1,
  set: (p) => SET.has(p.tcp.dport),
  "set of addresses": (p) => new Set(BAD).has(p.ipv4.dst),
  "map has": (p) => MAP.has(p.tcp.dport),
  "find the first of several": (p) => PORTS.find((x) => x < p.tcp.dport) === 22,
  "some that changes something later": (p) => {
    let n = 0;
    PORTS.some((x) => {
      if (x === 80) n++;
      return p.tcp.dport === x;
    });
    return n === 1 && p.ipv4.ttl > 5;
  },
  find: (p) => (PORTS.find((x) => x === p.tcp.dport) ?? 100) > 79,
  "find, none": (p) => PORTS.find((x) => x === p.tcp.dport) === undefined,
  findIndex: (p) => PORTS.findIndex((x) => x === p.tcp.dport) === 1,
  filter: (p) => PORTS.filter((x) => p.tcp.dport > x).length === 2,
  "filter by Boolean": (p) => [p.tcp.flags.syn, p.tcp.flags.ack].filter(Boolean).length === 2,
  "map and filter": (p) => PORTS.map((x) => p.tcp.dport === x).filter((hit) => hit).length === 1,
  map: (p) => PORTS.map((x) => x + 1).includes(p.tcp.dport),
  "map of fields": (p) => [p.tcp.sport, p.tcp.dport].map((x) => x % 2).includes(1),
  reduce: (p) => PORTS.reduce((n, x) => n + (p.tcp.dport > x ? 1 : 0), 0) >= 2,
  "reduce of conditions": (p) => PORTS.reduce((hit, x) => hit || p.tcp.dport === x, false),
  "reduce of fields": (p) => [p.tcp.sport, p.tcp.dport, 1].reduce((a, b) => a + b) > 103,
  forEach: (p) => {
    let hit = false;
    PORTS.forEach((x) => {
      if (x === p.tcp.dport) hit = true;
    });
    return hit;
  },
  flatMap: (p) => PORTS.flatMap((x) => [x, x + 1]).includes(p.tcp.dport),
  "by a name": (p) => PORTS["some"]((x) => p.tcp.dport === x),
  "concat and slice": (p) => [...PORTS, 8080].slice(2).includes(p.tcp.dport),
  "Object.values": (p) => Object.values({ a: 22, b: 23 }).includes(p.tcp.dport),
  "Object.entries": (p) => Object.entries({ a: 22, b: 23 }).some(([, port]) => port === p.tcp.dport),
  "Array.from": (p) => Array.from({ length: 3 }, (_, i) => i * 32).includes(p.ipv4.ttl),
  "entries of a map": (p) => [...MAP].some(([port, name]) => name === "ssh" && port === p.tcp.dport),
  "sorted build values": (p) => [...PORTS].sort((a, b) => b - a)[0] === p.tcp.dport,
  "optional call": (p) => {
    const extra = undefined as ((p: Packet) => boolean) | undefined;
    return extra?.(p) ?? p.ipv4.ttl === 64;
  },
  "optional call that is there": (p) => {
    const extra: ((p: Packet) => boolean) | undefined = (q) => q.ipv4.ttl === 64;
    return extra?.(p) ?? false;
  },
  "optional method": (p) => {
    const limits = LIMITS as Limits | undefined;
    return limits?.has(p.ipv4.ttl) ?? false;
  },
  "regular expression on build values": (p) => p.tcp.dport === (/^ssh/.test("ssh") ? 22 : 23),
};
