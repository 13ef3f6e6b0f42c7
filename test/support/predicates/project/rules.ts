import { drop, pass } from "xdpgen";
import { isScanned } from "./shared.js";

export default [
  pass("dns").when((p) => p.udp && p.udp.dport === 53),
  drop("scan").when((p) => {
    if (p.ipv4.ttl < 5) return false;
    return isScanned(p.tcp.dport);
  }),
];
