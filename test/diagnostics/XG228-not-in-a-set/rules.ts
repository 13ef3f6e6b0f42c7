import { drop, lines, not, set } from "xdpgen";

// What the types refuse already, as it comes from somewhere that has none.
const any = (value: unknown) => value as never;
const inner = set("inner", ["192.0.2.1"]);

export default [
  drop("text").ipv4Src(set("text", any("192.0.2.1"))),
  drop("strangers").ipv4Src(set("strangers", [any(not("192.0.2.1")), any(inner), "192.0.2.2"])),
  drop("no set").ipv4Src(any(lines("./list.txt"))),
  drop("no path").ipv4Src(set("path", lines(any(7)))),
  drop("option").ipv4Src(set("option", lines("./list.txt", any({ familiy: "ipv4" })))),
  drop("family").ipv4Src(set("family", lines("./list.txt", any({ family: "ipv5" })))),
  drop("ports").tcpDport(set("ports", lines("./ports.txt", { family: "ipv4" }))),
  drop("flags").tcpFlags(any(set("flags", lines("./list.txt")))),
];
