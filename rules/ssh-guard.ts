import { drop, pass } from "xdpgen";

/** Who may open a shell. A name is what counters, logs and messages call a rule. */
const office = ["192.0.2.0/24", "198.51.100.17"];

export default [
  pass("ssh from the office").ipv4Src(office).tcpDport(22),
  pass("ssh from the office, IPv6").ipv6Src("2001:db8:1::/48").tcpDport(22),
  drop("ssh").tcpDport(22),
];
