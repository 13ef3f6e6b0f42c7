import { drop, lines, set } from "xdpgen";

export default drop("bad").ipv4Src(set("bad", lines("./bad.txt", { family: "ipv4" })));
