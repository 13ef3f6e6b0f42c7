import { drop, range } from "xdpgen";

// What JSON gives: the compiler has to believe it.
const config = JSON.parse('{ "port": "22", "address": 3232235777 }');

export default [
  drop("port").tcpDport(config.port),
  drop("address").ipv4Src(config.address),
  drop("half").ipv4Ttl(config.port / 4),
  drop("ends").ipv4Src(range("10.0.0.0/8", "11.0.0.0/8")),
];
