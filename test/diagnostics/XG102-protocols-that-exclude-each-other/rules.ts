import { drop } from "xdpgen";

export default drop("dns").tcpDport(22).udpDport(53);
