import { drop, range, ruleset } from "xdpgen";

/** Sources that no packet from the Internet has: RFC 1122, RFC 1918, RFC 5735 and their kind. */
const martians = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
] as const;

/** What a server's uplink never has to see. Not for an inside interface: it drops private addresses. */
export default ruleset({ malformed: "drop" }, [
  drop("martians").ipv4Src(martians),
  drop("IPv6 loopback").ipv6Src("::1"),
  drop("routing header").ipv6Extension("routing"),
  drop("null scan").tcpFlags({ exact: [] }),
  drop("xmas scan").tcpFlags({ all: ["fin", "psh", "urg"] }),
  drop("syn and fin").tcpFlags({ all: ["syn", "fin"] }),
  drop("fragments of UDP").udp().fragment("any"),
  drop("amplifiers").udpSport(19, 111, 389, 1900, 11211),
  drop("port 0").dport(0),
  drop("about to expire").ipv4Ttl(range(0, 1)).tcp(),
]);
