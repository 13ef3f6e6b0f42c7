import { drop, pass, range, ruleset, set } from "xdpgen";

const scanners = set("scanners", [
  "192.0.2.7",
  "192.0.2.99",
  "198.51.100.4",
  "203.0.113.5",
  "203.0.113.77",
  "203.0.113.200",
]);

export default ruleset({ policy: "pass" }, [
  pass("the one that may").ipv4Src("10.1.2.3"),
  drop("scanners").ipv4Src(scanners),
  drop("a network").ipv4Src("10.1.0.0/16"),
  drop("services").tcpDport(23, 135, 139, 445, range(5900, 5910)),
]);
