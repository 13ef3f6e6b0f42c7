import { drop, pass, range, ruleset } from "xdpgen";

export default ruleset({ malformed: "drop" }, [
  drop("ssh").tcpDport(22),
  pass("https").tcpDport(443),
  drop("long UDP").udp().packetLength(range(9000, 9014)),
  drop("later fragments").fragment("later"),
]);
