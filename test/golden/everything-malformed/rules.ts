import { drop, ruleset } from "xdpgen";

export default ruleset({ malformed: "drop" }, [drop("route header").ipv6Extension("routing"), drop("fragments").fragment("any")]);
