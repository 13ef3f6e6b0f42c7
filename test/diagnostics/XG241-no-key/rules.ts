/** Keys that are no fields, or more bits than a field has. */
import { drop, liveSet } from "xdpgen";

const field = "ipv4Source" as "ipv4Src";
const bans = liveSet("bans", { type: "ipv4", capacity: 10 });

export default [
  drop().over({ rate: "10/s", per: field }),
  drop().over({ rate: "10/s", per: "ipv4Src/33" }),
  drop().over({ rate: "10/s", per: ["ipv4Src", "tcpDport/0"] }),
  drop().over({ rate: "10/s", per: ["ipv4Src", "ipv4Dst", "l4Protocol"] }),
  drop().tcpDport(23).thenBan(bans, { key: "address" as "ipv4Src" }),
];
