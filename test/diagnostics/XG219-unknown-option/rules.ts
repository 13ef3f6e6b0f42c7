import { drop, ruleset } from "xdpgen";

const options = JSON.parse('{ "malfromed": "drop" }');

export default ruleset(options, [drop("ssh").tcpDport(22)]);
