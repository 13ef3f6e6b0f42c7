import { drop } from "xdpgen";

// From a file or the environment the compiler knows only that it is text.
const attackers: string[] = ["192.0.2.1", "192.0.2.256", "192.0.02.3", "192.0.2", "0x7f000001"];

export default [drop("list").ipv4Src(...attackers), drop("one").ipv4Src("192.0.2.1", attackers[4]!)];
