/** Where JavaScript would make text, keys or arguments of packet data. */
import { drop, type Packet } from "xdpgen";

const names: Record<number, boolean> = { 22: true };
const numbers = new Map([[22, true]]);

export default [
  drop("text").when((p) => `${p.tcp.dport}` === "22"),
  drop("text by plus").when((p) => "port " + p.tcp.dport === "port 22"),
  drop("parsed").when((p) => parseInt(p.tcp.dport as unknown as string) === 22),
  drop("key").when((p) => names[p.tcp.dport] ?? false),
  drop("map").when((p) => numbers.get(p.tcp.dport) ?? false),
  drop("json").when((p) => JSON.stringify({ port: p.tcp.dport }) === "22"),
  drop("sorted").when((p) => [p.tcp.dport, p.tcp.sport].sort()[0] === 22),
  drop("joined").when((p) => [p.tcp.dport, p.tcp.sport].join() === "22,22"),
  drop("typeof").when((p) => typeof p.tcp.dport === "number"),
  drop("instanceof").when((p) => (p.tcp.dport as unknown) instanceof Number),
  drop("in").when((p) => "dport" in p.tcp),
  drop("kept").when((p) => new Set([p.tcp.dport as number]).size === 1),
  drop("keys").when((p) => Object.keys(p.tcp).length > 3),
  drop("spread").when((p) => ({ ...p.tcp }).dport === 22),
  drop("expression").when((p) => /^10/.test(p.ipv4.src)),
  drop("text of a number").when((p: Packet) => String(p.tcp.dport) === "22"),
  drop("whole").when((p) => Number.isInteger(p.tcp.dport)),
];
