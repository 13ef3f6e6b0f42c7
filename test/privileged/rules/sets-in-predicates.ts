import { drop, liveSet, ruleset } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 200_000, timeout: "10m" });
const few = liveSet("few", { type: "port", capacity: 3 });

export default ruleset({ policy: "pass" }, [
  drop("banned").when((p) => p.udp && (p.ipv4.src.in(bans) || p.ipv4.ttl === 1) && p.udp.dport !== 53),
  drop("closed").when((p) => p.udp.dport.in(few) || p.ipv4.ttl === 2),
]);
