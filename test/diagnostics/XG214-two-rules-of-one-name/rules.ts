import { drop } from "xdpgen";

export default [drop("ssh").tcpDport(22), drop("ssh").tcpDport(2222)];
