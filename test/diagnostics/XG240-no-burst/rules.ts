/** Bursts that are none of their rate. */
import { drop } from "xdpgen";

export default [
  drop("nothing").over({ rate: "10/s", burst: 0 }),
  drop("half a packet").over({ rate: "10/s", burst: 0.5 }),
  drop("bytes of packets").over({ rate: "10/s", burst: "64kB" }),
  drop("years").over({ rate: "1/h", burst: 10_000 }),
  drop("less than a byte").over({ rate: "10MB/s", burst: 0.2 }),
];
