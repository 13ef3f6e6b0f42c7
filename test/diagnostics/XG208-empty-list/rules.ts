import { drop } from "xdpgen";

const blocked: string[] = [];

export default drop("blocked").ipv4Src(blocked);
