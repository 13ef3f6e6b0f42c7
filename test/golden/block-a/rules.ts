import { drop } from "xdpgen";

export default drop().ipv4Src("172.20.0.11");
