import { drop } from "xdpgen";

export default [drop("v4").ipv4Src("10.0.0.0/8", "192.0.2.130/25"), drop("v6").ipv6Src("2001:db8::1/32")];
