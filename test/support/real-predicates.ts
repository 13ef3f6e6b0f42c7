import type { BooleanExpression } from "../../src/ir/index.js";
import {
  among,
  and,
  arithmetic,
  choose,
  compare,
  field,
  has,
  not,
  or,
  payload,
  starts,
} from "./expressions.js";

/** Predicates as people write them, of three to six operators, no two alike. */
const REAL: readonly ((i: number) => BooleanExpression)[] = [
  (i) => and(compare("===", field("tcpDport"), i), compare("<", field("ipv4Ttl"), 5 + (i % 60))),
  (i) => and(has("udp"), compare("===", field("udpDport"), i), compare(">", field("packetLength"), 60 + i)),
  (i) =>
    or(
      and(has("tcp"), compare("===", field("tcpDport"), 1000 + i)),
      and(has("udp"), compare("===", field("udpSport"), i)),
    ),
  (i) =>
    choose(
      compare("<", field("ipv4Ttl"), i % 128),
      and(compare("<", field("tcpDport"), 1024), not(among(field("tcpDport"), 22n, 80n, BigInt(500 + i)))),
      and(compare("===", field("tcpDport"), i), compare(">", field("packetLength"), 1000)),
    ),
  (i) => compare("===", arithmetic("%", arithmetic("+", field("tcpSport"), field("tcpDport")), 100 + i), 7),
  (i) => and(starts(`GET /${i}`), compare("===", field("tcpDport"), 80), not(has("ipv6"))),
  (i) =>
    compare(
      "===",
      arithmetic("&", arithmetic(">>", field("ipv4Src"), 8), 0xff),
      arithmetic("&", field("tcpSport"), i % 256),
    ),
  (i) =>
    and(
      compare("===", payload(1, i % 16), 0x47),
      compare("<", payload(2, arithmetic("&", payload(1, 0), 7)), 0x4000 + i),
    ),
];

/** So many of them. */
export const realPredicates = (count: number): readonly BooleanExpression[] =>
  Array.from({ length: count }, (_, i) => REAL[i % REAL.length]!(i));
