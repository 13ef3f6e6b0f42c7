import { drop, not } from "xdpgen";

export default drop("most of 10/8").ipv4Src("10.0.0.0/8", not("10.1.0.0/16"));
