/** Statements that a predicate cannot have. */
import { drop, type Packet } from "xdpgen";

export default [
  drop("try").when((p) => {
    try {
      return p.tcp.dport === 22;
    } catch {
      return true;
    }
  }),
  drop("loop variable").when((p) => {
    let port = 0;
    for (port of [22, 80]) if (p.tcp.dport === port) return true;
    return false;
  }),
  drop("pattern").when((p: Packet) => {
    const ports = { low: 0 };
    [ports.low] = [5];
    return p.tcp.dport === ports.low;
  }),
  drop("asynchronous").when((p) => {
    void (async () => (await Promise.resolve(22)) === p.tcp.dport)();
    return true;
  }),
  drop("later").when((p) => {
    void Promise.resolve(22).then((port) => port === p.tcp.dport);
    return p.tcp.flags.syn;
  }),
];
