import { drop, lines, pass, set } from "xdpgen";

/** A list of the project, one network a line; both families stand in it. */
const bogons = set("bogons", lines("lists/bogons.txt"));

/** Who may come in whatever the list says. */
const admins = set("admins", ["192.0.2.17", "198.51.100.0/28", "2001:db8:1::/48"]);

export default [
  pass("admins").ipv4Src(admins),
  pass("admins, IPv6").ipv6Src(admins),
  drop("bogons").ipv4Src(bogons),
  drop("bogons, IPv6").ipv6Src(bogons),
];
