import { drop, ruleset, sample } from "xdpgen";

export default ruleset({ policy: "pass" }, [
  sample("ntp queries").udpDport(123),
  drop("perhaps").udpDport(9).monitor(),
  drop("dns flood").udpDport(53),
]);
