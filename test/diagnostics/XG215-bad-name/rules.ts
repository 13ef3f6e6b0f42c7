import { drop } from "xdpgen";

export default [drop("").tcpDport(22), drop("tab\there").tcpDport(23), drop("long".repeat(20)).tcpDport(24)];
