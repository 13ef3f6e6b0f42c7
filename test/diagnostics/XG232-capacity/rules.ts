/** Live sets without room, with too much, and with half an element. */
import { drop, liveSet } from "xdpgen";

export default [
  drop().ipv4Src(liveSet("none", { type: "ipv4", capacity: 0 })),
  drop().ipv4Src(liveSet("much", { type: "ipv4", capacity: 1_000_000_000 })),
  drop().ipv4Src(liveSet("half", { type: "ipv4", capacity: 1.5 })),
];
