/** A live set in a predicate. */
import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });

export default drop("banned").when((p) => p.ipv4.src.in(bans as never) && p.ipv4.ttl < 5);
