/** What outlives a predicate. */
import { drop, type Packet } from "xdpgen";

/** What the type checker would have refused. */
type Anything = any;

let seen = 0;
let leak: unknown;
const list: number[] = [];
const counters = { syn: 0 };
const ports = new Set<number>();

export default [
  drop("variable").when((p) => {
    seen++;
    return p.tcp.flags.syn;
  }),
  drop("leak").when((p) => {
    leak = p.tcp.flags.syn;
    return leak === true;
  }),
  drop("list").when((p) => {
    list.push(1);
    return p.tcp.flags.syn;
  }),
  drop("object").when((p) => {
    counters.syn += 1;
    return p.tcp.flags.syn;
  }),
  drop("set").when((p) => {
    ports.add(1);
    return p.tcp.flags.syn;
  }),
  drop("deleted").when((p) => {
    delete (counters as Anything).syn;
    return p.tcp.flags.syn;
  }),
  drop("assigned").when((p) => {
    Object.assign(counters, { syn: 1 });
    return p.tcp.flags.syn;
  }),
  drop("packet").when((p: Packet) => {
    (p.tcp as Anything).dport = 5;
    return true;
  }),
];
