import { ruleset } from "xdpgen";
import ssh from "./one-port.js";

export default ruleset({ malformed: "drop" }, [ssh]);
