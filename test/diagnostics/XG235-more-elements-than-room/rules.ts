/** A live set that is over full from the start. */
import { drop, liveSet } from "xdpgen";

export default drop().ipv4Src(
  liveSet("bans", { type: "ipv4", capacity: 2, elements: ["192.0.2.1", "192.0.2.2", "192.0.2.3"] }),
);
