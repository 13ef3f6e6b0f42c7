/** Addresses that packets spell otherwise. */
import { drop } from "xdpgen";

export default [
  drop("long").when((p) => p.ipv6.src === "2001:DB8:0:0:0:0:0:1"),
  drop("upper case").when((p) => p.ethernet.src === "02:42:AC:14:00:0B"),
];
