import { drop, liveSet, ruleset } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 100_000 });

export default ruleset({ policy: "pass" }, [
  drop("marked").udpDport(9),
  drop("banned").ipv4Src(bans),
  drop("old").udpDport(1001),
]);
