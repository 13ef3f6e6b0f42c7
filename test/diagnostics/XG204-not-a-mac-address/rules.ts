import { drop } from "xdpgen";

const mac: string = "02:42:ac:14:00:0g";

export default drop("mac").etherSrc(mac);
