import { drop } from "xdpgen";

// Nobody in the lab has this address, so the scenario must not hold with it.
export default drop().ipv4Src("172.20.0.99");
