import { drop, set } from "xdpgen";

export default [
  drop("src").ipv4Src(set("bad", ["192.0.2.1"])),
  drop("dst").ipv4Dst(set("bad", ["192.0.2.1"])),
];
