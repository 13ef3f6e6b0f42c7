import { drop, pass, ruleset } from "xdpgen";

// The first rule that matches decides; the policy when none does.
export default ruleset({ policy: "pass" }, [
  pass("office ssh").ipv4Src("192.0.2.0/24").tcpDport(22),
  drop("ssh").tcpDport(22),
  drop("block A").ipv4Src("172.20.0.11"),
  // A function of the packet: it runs in the kernel, too.
  drop("land").when((p) => p.ipv4.src === p.ipv4.dst && p.th.sport === p.th.dport),
]);
