/** Types that there are not, and a pair that has too many bits. */
import { drop, liveSet } from "xdpgen";

const type = "ipv5" as "ipv4";

export default [
  drop().ipv4Src(liveSet("bans", { type, capacity: 10 })),
  drop().pair(["ipv6Src", "ipv6Dst"], liveSet("talks", { type: ["ipv6", "ipv6"], capacity: 10 })),
];
