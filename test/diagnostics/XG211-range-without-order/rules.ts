import { drop, range } from "xdpgen";

const flags = range(1, 3) as never;

export default drop("flags").tcpFlags(flags);
