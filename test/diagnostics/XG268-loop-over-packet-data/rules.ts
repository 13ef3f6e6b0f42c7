/** Loops that go round as the packet has it. */
import { drop } from "xdpgen";

export default [
  drop("while").when((p) => {
    let i = 0;
    while (i < p.ipv4.ttl) i++;
    return i > 3;
  }),
  drop("for").when((p) => {
    let n = 0;
    for (let i = 0; i < p.ipv4.ttl; i++) n += i;
    return n > 3;
  }),
  drop("for of").when((p) => {
    for (const letter of p.ipv4.src) if (letter === "1") return true;
    return false;
  }),
];
