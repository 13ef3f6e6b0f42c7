import { drop, range } from "xdpgen";

export default drop("high ports").tcpDport(range(65535, 1024));
