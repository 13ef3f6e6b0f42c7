import { drop } from "xdpgen";

export default drop("ssh").tcpDport(22);
