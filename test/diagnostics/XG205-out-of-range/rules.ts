import { drop, range } from "xdpgen";

const port: number = 65536;

export default [drop("port").tcpDport(port), drop("vlan").vlanId(range(4000, port)), drop("ttl").ipv4Ttl(-port)];
