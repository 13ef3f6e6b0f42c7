import { drop, set } from "xdpgen";

const every = Array.from({ length: 2_000_001 }, (_, i) => i % 65536);

export default drop("ports").tcpDport(set("ports", every));
