import { drop, liveSet, ruleset, sample } from "xdpgen";

/** The number tells its map from everybody else's. */
const bans = liveSet("bans", { type: "ipv4", capacity: 77_777 });

export default ruleset({ policy: "pass" }, [
  drop("marked").udpDport(9),
  drop("banned").ipv4Src(bans),
  sample("seen").udpDport(10),
  drop("often").udpDport(11).over({ rate: "10/s", per: "ipv4Src" }).thenBan(bans, { for: "1s" }),
  drop("old").udpDport(1001),
]);
