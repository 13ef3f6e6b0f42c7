import { drop, not, pass, range, ruleset } from "xdpgen";

const office = ["192.0.2.0/24", "2001:db8:1::/48"] as const;

export default ruleset({ policy: "drop" }, [
  drop("scan").tcpFlags({ exact: [] }, { all: ["syn", "fin"] }),
  pass("web").tcpDport(80, 443),
  pass("ssh from the office")
    .ipv4Src(office[0])
    .tcpDport(22),
  pass("ssh from the office, IPv6").ipv6Src(office[1]).tcpDport(22),
  pass("replies").tcpDport(range(32768, 60999)).tcpFlags("ack"),
  pass("ping").icmpType("echo-request").packetLength(range(0, 128)),
  drop("foreign ARP").arpSenderIp(not("192.0.2.0/24")),
  pass().arp(),
]);
