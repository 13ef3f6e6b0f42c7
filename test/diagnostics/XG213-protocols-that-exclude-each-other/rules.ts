import { drop } from "xdpgen";

// Plain JavaScript, or a cast, gets past the compiler.
const rule = drop("dns").tcpDport(22) as unknown as ReturnType<typeof drop>;

export default rule.udpDport(53);
