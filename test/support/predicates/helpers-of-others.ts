import type { Packet, Port, Predicate } from "xdpgen";

export const BAD = ["10.0.0.1", "10.0.0.2"];

export const isWeb = (port: Port): boolean => port === 80 || port === 443;

export function scan(port: Port): boolean {
  if (port === 22) return true;
  if (port >= 6000 && port < 6063) return true;
  return false;
}

export const both =
  (...predicates: readonly Predicate[]): Predicate =>
  (p) =>
    predicates.every((predicate) => predicate(p));

export const negation =
  (predicate: Predicate): Predicate =>
  (p) =>
    !predicate(p);

export default function portOf(p: Packet): Port {
  return p.tcp ? p.tcp.dport : p.udp.dport;
}
