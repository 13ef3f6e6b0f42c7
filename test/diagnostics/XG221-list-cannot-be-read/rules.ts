import { drop, lines, set } from "xdpgen";

export default [
  drop("missing").ipv4Src(set("missing", lines("./missing.txt"))),
  drop("a folder").ipv4Src(set("folder", lines("test/diagnostics/XG221-list-cannot-be-read"))),
  drop("not text").ipv4Src(set("binary", lines("./binary.txt"))),
];
