import { drop } from "xdpgen";

export default drop("web").tcpDport(80, 443, 80);
