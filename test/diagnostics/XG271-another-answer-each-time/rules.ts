/** Chance and clocks. */
import { drop } from "xdpgen";

export default [
  drop("chance").when((p) => Math.random() < 0.5 && p.tcp.flags.syn),
  drop("clock").when((p) => Date.now() > 5 && p.tcp.flags.syn),
  drop("date").when((p) => new Date().getHours() > 5 && p.tcp.flags.syn),
];
