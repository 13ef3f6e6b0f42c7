import { drop, liveSet, not, pass, sample } from "xdpgen";

const office = liveSet("office", { type: "ipv6", capacity: 1000, elements: ["2001:db8:1::/48"] });
const bans = liveSet("bans", { type: "ipv4", capacity: 100_000, timeout: "10m", elements: ["192.0.2.1", "198.51.100.0/24"] });
const services = liveSet("services", { type: ["ipv4", "tcp-port"], capacity: 1000 });
const services6 = liveSet("services6", { type: ["ipv6", "tcp-port"], capacity: 1000, elements: [["2001:db8::1", 80]] });

/** Every kind of rule that cannot be decided beforehand. */
export default [
  pass("office").ipv6Src(office),
  sample("a thousandth of the flows").flowSample(1 / 1000),
  drop("banned").ipv4Src(bans),
  drop("flood").udp().over({ rate: "1000/s", burst: 200, per: "ipv4Src/24" }).thenBan(bans, { for: "1m" }),
  drop("IPv6 flood").udp().over({ rate: "10MB/s", per: ["ipv6Src", "udpDport"] }),
  drop("old service").tcpFlags("syn").pair(["ipv4Dst", "tcpDport"], services).monitor(),
  drop("old service, IPv6").pair(["ipv6Dst", "tcpDport"], services6).sample(1 / 2),
  drop("tftp, but of the office").ipv6Src(not(office)).udpDport(69),
];
