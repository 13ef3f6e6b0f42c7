import { drop, pass, ruleset, type Packet } from "xdpgen";

const open = [22, 80, 443];
const scanner = (p: Packet) => p.tcp.dport < 1024 && !open.some((port) => port === p.tcp.dport);

export default ruleset({ policy: "pass" }, [
  drop("xmas").when(({ tcp }) => tcp.flags.fin && tcp.flags.psh && tcp.flags.urg),
  drop("odd").when((p) => {
    if (p.ipv4.ttl < 5) return scanner(p);
    return p.tcp.dport === 22 && p.length > 1000;
  }),
  pass("web").tcp().when((p) => p.payload.startsWith("GET ") || p.payload.startsWith("POST ")),
  drop("far apart").when((p) => (p.tcp.sport - p.tcp.dport) * (p.tcp.sport - p.tcp.dport) > 900_000_000),
  drop("either").when((p) => !(p.ipv4 && p.ipv4.ttl < 64) && p.payload.u16(2) % 7 === p.length % 7),
  drop("slow").when((p) => {
    const get = p.payload.startsWith("GET ");
    return (get && p.tcp.window < 10) || (!get && p.tcp.window === 0);
  }),
]);
