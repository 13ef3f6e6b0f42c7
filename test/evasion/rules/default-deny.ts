import { pass, ruleset } from "xdpgen";

export default ruleset({ policy: "drop" }, [pass("https").tcpDport(443)]);
