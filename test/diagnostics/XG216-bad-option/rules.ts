import { drop, ruleset } from "xdpgen";

const options = JSON.parse('{ "policy": "deny" }');

export default ruleset(options, [drop("ssh").tcpDport(22)]);
