import { drop } from "xdpgen";

const type: string = "echo-requst";
const header: string = "hop-by-hope";

export default [drop("ping").icmpType(type), drop("ext").ipv6Extension(header), drop("frag").fragment(type)];
