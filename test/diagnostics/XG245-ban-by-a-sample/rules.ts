/** A rule that decides nothing bans nobody. */
import { liveSet, sample } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });

export default sample("looks").tcpDport(23).thenBan(bans);
