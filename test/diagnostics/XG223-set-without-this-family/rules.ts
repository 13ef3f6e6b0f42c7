import { drop, set } from "xdpgen";

const office = set("office", ["192.0.2.0/24", "198.51.100.17"]);

export default [drop("IPv4").ipv4Src(office), drop("IPv6").ipv6Src(office)];
