/** Networks where an address is compared. */
import { drop } from "xdpgen";

export default drop("network").when((p) => p.ipv4.src === "10.0.0.0/8");
