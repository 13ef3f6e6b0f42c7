import { drop, liveSet, ruleset } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 100_000 });

export default ruleset({ policy: "pass" }, [
  drop("new").udpDport(1002),
  drop("banned").ipv4Src(bans),
  drop("marked").udpDport(9),
]);
