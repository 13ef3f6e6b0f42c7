import {
  aclPacket,
  aclRules,
  type AclPrefix,
  type AclRule,
  type FiveTuple,
  type PortRange,
} from "../../../bench/acl.js";
import { formatIpv4 } from "../../../bench/ipv4-lists.js";
import type { Random } from "../../../src/bench/random.js";
import type { LargeRuleset } from "./ruleset.js";

const TEXT = `import { drop, pass, range } from "xdpgen";
import acl from "./five-tuples.json" with { type: "json" };

export default acl.map(({ action, src, dst, protocol, sport, dport }, i) => {
  const rule = (action === "drop" ? drop : pass)(\`five-\${i}\`).ipv4Src(src).ipv4Dst(dst);
  const from = range(sport[0], sport[1]);
  const to = range(dport[0], dport[1]);
  if (protocol === 6) return rule.tcpSport(from).tcpDport(to);
  if (protocol === 17) return rule.udpSport(from).udpDport(to);
  return protocol === 1 ? rule.icmp() : rule;
});
`;

/** `count` rules about addresses, protocol and ports, as firewalls have them. */
export function fiveTuples(count: number, random: Random): LargeRuleset {
  const rules = aclRules(count, random);
  const network = ({ start, length }: AclPrefix) => `${formatIpv4(start)}/${length}`;
  const data = rules.map((rule) => ({ ...rule, src: network(rule.src), dst: network(rule.dst) }));
  return {
    name: "five-tuples",
    files: { "rules/five-tuples.ts": TEXT, "rules/five-tuples.json": JSON.stringify(data) },
    rules: count,
    first(packet) {
      if (packet.family === 6) return null;
      const place = rules.findIndex((rule) => holds(rule, packet));
      return place < 0 ? null : place;
    },
    draw: (r) => ({ family: 4, ...aclPacket(rules, r) }),
  };
}

/** Whether a rule holds for a packet with nothing cut off. */
function holds({ src, dst, protocol, sport, dport }: AclRule, packet: FiveTuple): boolean {
  return (
    within(src, packet.src) &&
    within(dst, packet.dst) &&
    (protocol === 0 ||
      (protocol === packet.protocol &&
        (protocol === 1 || (between(sport, packet.sport) && between(dport, packet.dport)))))
  );
}

const within = ({ start, length }: AclPrefix, address: number): boolean =>
  address >= start && address - start < 2 ** (32 - length);

const between = (range: PortRange, port: number): boolean => port >= range[0] && port <= range[1];
