/** Limiters that would follow nobody, or too many. */
import { drop } from "xdpgen";

export default [
  drop("nobody").over({ rate: "10/s", per: "ipv4Src", keys: 0 }),
  drop("too many").over({ rate: "10/s", per: "ipv4Src", keys: 10_000_000 }),
];
