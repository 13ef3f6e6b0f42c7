import { drop, not } from "xdpgen";

export default [
  drop("both ports").tcpDport(22).tcpDport(80),
  drop("wrong protocol").ipv4Protocol("udp").tcpDport(22),
  drop("nothing left").ipv4Src(not("0.0.0.0/0")),
];
