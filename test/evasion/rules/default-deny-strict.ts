import { pass, ruleset } from "xdpgen";

export default ruleset({ policy: "drop", malformed: "drop" }, [pass("https").tcpDport(443)]);
