/** Elements that are none of the set's type, in an array and in a list. */
import { drop, lines, liveSet } from "xdpgen";

const addresses: readonly string[] = ["192.0.2.1/24", "2001:db8::1"];
const bans = liveSet("bans", { type: "ipv4", capacity: 10, elements: [...addresses, "192.0.2.1"] });
const attempts = liveSet("attempts", {
  type: ["ipv4", "tcp-port"],
  capacity: 10,
  elements: ["192.0.2.1", "192.0.2.0/24 80", "192.0.2.1 80000", lines("./attempts.txt")],
});

export default [drop().ipv4Src(bans), drop().pair(["ipv4Src", "tcpDport"], attempts)];
