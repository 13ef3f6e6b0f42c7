import { drop, set } from "xdpgen";

export default [
  drop("capitals").ipv4Src(set("Block List", ["192.0.2.1"])),
  drop("empty").tcpDport(set("", [22])),
];
