import { drop } from "xdpgen";

export default [
  drop("a").ipv4Src("172.20.0.300"),
  drop("b").tcpDport(70000),
  drop("c").tcpPort(22),
];
