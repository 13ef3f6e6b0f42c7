import { drop, lines, set } from "xdpgen";

const bad = set("bad", ["192.0.2.0/24", lines("./bad.txt")]);

export default [drop("bad").ipv4Src(bad), drop("to bad").ipv4Dst(bad)];
