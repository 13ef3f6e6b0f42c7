import { drop, pass } from "xdpgen";

export default [pass("inside").ipv4Src("10.0.0.0/8"), drop("attacker").ipv4Src("10.9.8.7").tcpDport(22), drop("ssh").tcpDport(22)];
