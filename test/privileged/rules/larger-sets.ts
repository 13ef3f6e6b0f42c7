import { drop, liveSet, ruleset } from "xdpgen";

const bans = liveSet("bans", {
  type: "ipv4",
  capacity: 300_000,
  timeout: "10m",
  elements: ["203.0.113.0/24"],
});
const few = liveSet("few", { type: "port", capacity: 3 });
const pairs = liveSet("pairs", { type: ["ipv4", "udp-port"], capacity: 100 });

export default ruleset({ policy: "pass" }, [
  drop("banned").ipv4Src(bans),
  drop("closed").udpDport(few),
  drop("pair").pair(["ipv4Src", "udpDport"], pairs),
]);
