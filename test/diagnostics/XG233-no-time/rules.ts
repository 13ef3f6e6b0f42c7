/** Times that are too short, too long, or none at all. */
import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10, timeout: "999ms" });

export default [
  drop().ipv4Src(bans),
  drop().tcpDport(23).thenBan(bans, { for: "366d" }),
  drop().tcpDport(25).thenBan(bans, { for: "soon" as "1s" }),
  drop().tcpDport(26).thenBan(bans, { for: -5 }),
];
