import { drop } from "xdpgen";

export default [drop("IPv4").ipv4Src("172.20.0.11"), drop("IPv6").ipv6Src("2001:db8::11")];
