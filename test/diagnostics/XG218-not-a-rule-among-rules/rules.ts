import { drop, ruleset } from "xdpgen";

const extra = JSON.parse('"drop everything"');

export default ruleset({ policy: "pass" }, [drop("ssh").tcpDport(22), extra]);
