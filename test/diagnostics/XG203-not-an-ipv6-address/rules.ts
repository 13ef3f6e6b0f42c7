import { drop } from "xdpgen";

const addresses: string[] = ["fe80::1%eth0", "1::2::3", "2001:db8::12345", "1:2:3:4:5:6:7", "::ffff:1.2.3.256"];

export default addresses.map((address) => drop(`from ${address}`).ipv6Src(address));
