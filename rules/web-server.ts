import { pass, range, ruleset } from "xdpgen";

/** A web server that lets in what it serves, and what answers its own connections. */
export default ruleset({ policy: "drop" }, [
  pass("web").tcpDport(80, 443),
  pass("quic").udpDport(443),
  pass("replies").tcpDport(range(32768, 60999)).tcpFlags("ack"),
  pass("dns replies").udpSport(53).udpDport(range(32768, 60999)),
  pass("path MTU and errors").icmpType("destination-unreachable", "time-exceeded"),
  pass("small pings").icmpType("echo-request", "echo-reply").packetLength(range(0, 128)),
  pass("ICMPv6").icmpv6(),
  pass("ARP").arp(),
]);
