/** An option that a call of live rules does not have, and one that is nearly right. */
import { drop, liveSet } from "xdpgen";

const options: { type: "ipv4"; capacity: number } = Object.assign(
  { type: "ipv4" as const, capacity: 10 },
  { timeuot: "10m", colour: "red" },
);

export default drop().ipv4Src(liveSet("bans", options));
