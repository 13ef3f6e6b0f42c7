import { drop } from "xdpgen";

export const rules = drop("ssh").tcpDport(22);
