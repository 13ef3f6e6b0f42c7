/** What would come to something else in the kernel than in Node is refused, whatever its types are said to be. */
import { describe, expect, test } from "vitest";
import { refusalOf } from "../../support/predicates/staged-source.js";

/** The code, the body of the predicate, and what stands before it. */
type Row = readonly [code: string, body: string, before?: string];

const SECTIONS: Readonly<Record<string, readonly Row[]>> = {
  loops: [
    ["XG268", "let i = 0; while (i < p.ipv4.ttl) i++; return i > 3;"],
    ["XG268", "let i = 0; do i++; while (i < p.ipv4.ttl); return i > 3;"],
    ["XG268", "for (let i = 0; i < p.ipv4.ttl; i++) if (i === 3) return true; return false;"],
    ["XG268", 'for (const b of p.ipv4.src) if (b === "1") return true; return false;'],
  ],
  changes: [
    ["XG270", "p.tcp.dport = 5; return true;"],
    ["XG270", "return (p.tcp.dport = 22);"],
    ["XG270", "p.tcp.flags.syn = true; return true;"],
    ["XG270", "delete p.tcp; return true;"],
    ["XG270", "leak = p.tcp.flags.syn; return true;", "let leak;"],
    ["XG270", "n++; return p.tcp.flags.syn;", "let n = 0;"],
    ["XG270", "return c.up() > 2;", "class C { #n = 0; up() { return ++this.#n; } } const c = new C();"],
    ["XG270", "return c.up() > 2;", "class C { #n = 0; up() { return this.#n++; } } const c = new C();"],
    ["XG270", "return c.up() > 2;", "class C { #n = 0; up() { return (this.#n += 1); } } const c = new C();"],
    ["XG270", "[outer] = [1]; return p.tcp.flags.syn;", "let outer = 0;"],
    ["XG270", "outer ||= true; return p.tcp.flags.syn;", "let outer = false;"],
    ["XG270", "o.v = 3; return p.tcp.flags.syn;", "let hidden = 0; const o = { set v(x) { hidden = x; } };"],
    ["XG270", "seen.push(p.tcp.dport); return p.tcp.flags.syn;", "const seen = [];"],
    ["XG270", "held.last = p.tcp.dport; return p.tcp.flags.syn;", "const held = {};"],
  ],
  numbers: [
    ["XG266", "return p.ipv4.ttl * 0.5 > 3;"],
    ["XG266", "return p.length / 3 > 3;"],
    ["XG266", "return p.ipv4.ttl < 3.5;"],
    ["XG266", "return p.ipv4.ttl < Infinity;"],
    ["XG266", "return p.ipv4.ttl === 5 % 0;"],
    ["XG267", "return p.length % p.ipv4.ttl === 0;"],
    ["XG267", "return 1 << p.ipv4.ttl > 4;"],
    ["XG281", "return Math.sqrt(p.tcp.dport) === 22;"],
    ["XG281", "return p.ipv4.ttl ** 2 === 4;"],
    ["XG281", "return ~p.ipv4.ttl === -5;"],
    ["XG265", "return p.tcp.seq === 5n;"],
  ],
  "what is always so": [
    ["XG264", "return p.tcp.dport === 70000;"],
    ["XG264", "return p.ipv4.ttl < 256;"],
    ["XG264", "return p.ipv4.ttl > -1;"],
  ],
  kinds: [
    ["XG265", "return p.ipv4.src === p.tcp.dport;"],
    ["XG265", "return p.ipv4.src === p.ethernet.src;"],
    ["XG265", "return p.ipv4.src === p.ipv6.src;"],
    ["XG265", "return p.tcp.dport === p.ipv4.ttl;"],
    ["XG265", "return p.tcp.dport < p.ipv4.ttl;"],
    ["XG265", 'return p.tcp.dport === "22";'],
    ["XG262", "return p.tcp.dprt === 22;"],
    ["XG262", "return p.tpc.dport === 22;"],
    ["XG201", 'return p.ipv4.src === "10.0.0.256";'],
    ["XG201", 'return p.ipv4.src === "10.0.0";'],
    ["XG280", 'return p.ipv4.src === "10.0.0.0/8";'],
  ],
  "functions that are no predicates": [
    ["XG261", "return p.tcp.dport;"],
    ["XG261", "p.tcp.dport === 22;"],
    ["XG261", "if (p.tcp.flags.syn) return true;"],
    ["XG261", 'return "yes";'],
    ["XG276", "return (async () => (await Promise.resolve(p.ipv4.ttl)) === 1)();"],
    ["XG276", 'return eval("p.tcp.dport === 22");'],
    ["XG276", "return [1].some(async () => p.tcp.dport);"],
    ["XG276", "setTimeout(() => String(p.tcp.dport)); return true;"],
    ["XG276", "Promise.resolve().then(() => String(p.tcp.dport)); return true;"],
    ["XG276", "new Promise(() => String(p.tcp.dport)); return true;"],
    ["XG275", 'if (p.tcp.flags.syn) throw new Error("no"); return true;'],
    ["XG272", "let n = 0; for (let i = 0; i < 12; i++) if (p.tcp.dport === i) n++; return n === 2;"],
  ],
  "true or false": [
    ["XG269", "return !p.tcp.dport;"],
    ["XG269", "if (p.tcp.dport) return true; return false;"],
    ["XG269", "return p.tcp.dport && p.tcp.flags.syn;"],
    ["XG269", "return Boolean(p.tcp.dport);"],
    ["XG269", "return [1, 2].some(() => p.tcp.dport);"],
  ],
  chance: [
    [
      "XG271",
      "if (Math.random() < 0.5) { if (p.tcp.flags.syn) return true; } if (p.tcp.flags.ack) return false; return p.ipv4.ttl > 3;",
    ],
    ["XG271", "return p.tcp.seq === Date.now();"],
    ["XG271", "return p.tcp.seq === new Date().getTime();"],
    [
      "XG271",
      "return crypto.randomInt(2) === 1 && p.tcp.flags.syn;",
      'const crypto = process.getBuiltinModule("node:crypto");',
    ],
    ["XG271", "return p.tcp.seq === performance.now();"],
  ],
  "packet data as a value": [
    ["XG263", "return parseInt(p.tcp.dport) === 22;"],
    ["XG263", 'return `${p.tcp.dport}` === "22";'],
    ["XG263", 'return "a" + p.tcp.dport === "a22";'],
    ["XG263", 'return String(p.tcp.dport) === "22";'],
    ["XG263", "return t[p.tcp.dport];", "const t = { 22: true };"],
    ["XG263", "return m.get(p.tcp.dport) ?? false;", "const m = new Map([[22, true]]);"],
    ["XG263", 'return JSON.stringify(p.tcp.dport) === "22";'],
    ["XG263", 'return JSON.stringify({ a: p.tcp.dport }) === "22";'],
    ["XG262", 'return p.ipv4.src.startsWith("10.");'],
    ["XG262", 'return p.ipv4.src.split(".")[0] === "10";'],
    ["XG263", "return /^10/.test(p.ipv4.src);"],
    ["XG263", 'return typeof p.tcp.dport === "number";'],
    ["XG263", "return new Set([p.tcp.dport]).size === 1;"],
    ["XG263", "return new Set([].concat(p.tcp.dport)).has(3);"],
    ["XG263", "const q = { ...p.tcp }; return q.dport === 22;"],
    ["XG263", "return Object.keys(p.tcp).length > 3;"],
    ["XG263", "const a = [p.tcp.dport, p.tcp.sport].sort(); return a[0] === 22;"],
    ["XG263", "return Number(p.ipv4.src) === 5;"],
    ["XG263", "return Array.isArray(p.tcp.dport);"],
    ["XG263", "return p.tcp.dport instanceof Number;"],
    ["XG263", 'return "dport" in p.tcp;'],
    ["XG263", "return Object.is(p.tcp.dport, 22);"],
    ["XG262", 'return p.tcp.dport.toString() === "22";'],
  ],
  recursion: [
    ["XG275", "return f(p.ipv4.ttl);", "const f = (x) => (x > 3 ? true : f(x + 1));"],
    ["XG275", "return f(p.ipv4.ttl);", "const f = (x) => f(x) || x > 3;"],
  ],
};

describe.each(Object.entries(SECTIONS))("%s", (_, rows) => {
  test.each(rows.map(([code, body, before]) => ({ code, body, before })))("$code: $body", (row) => {
    expect(refusalOf(row.body, row.before)).toEqual([row.code]);
  });
});
