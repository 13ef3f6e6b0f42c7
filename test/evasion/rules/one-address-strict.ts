import { ruleset } from "xdpgen";
import rules from "./one-address.js";

export default ruleset({ malformed: "drop" }, rules);
