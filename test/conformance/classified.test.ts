/** Rules about several fields, many enough to be classified: TCP and UDP, both families, with and without addresses, ports, flags. */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import { aborted, drop, not, pass, range, tx, type AnyRule, type Rule } from "../../src/index.js";
import { ethernet, frame, icmp, ipv4, ipv6, tcp, udp, vlan } from "../../src/testing/frames.js";
import { programOf } from "../../src/testing/index.js";
import { hostileFrames, type Sample } from "../../src/testing/samples.js";
import { randomOf, type Random } from "../../src/bench/random.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const STARTS = [drop, pass, tx, aborted] as const;
const PORTS = [22, 53, 80, 443, 1024, 1025, 65535];

/** A rule of two to five matches near a few values, so that rules overlap and frames hit several. */
function ruleOf(random: Random, i: number, flags: boolean): AnyRule {
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const start = STARTS[random.below(4)]!(`rule ${i}`);
  const v6 = random.below(3) === 0;
  const net4 = () => `10.${random.below(3)}.${random.below(3)}.0/24`;
  const net6 = () => `2001:db8:${random.below(3)}:${random.below(3)}::/64`;
  const ports = () => {
    const port = one(PORTS);
    return one([port, range(port, 65535), not(port), range(0, port)]);
  };
  // A rule that is made step by step has no one type.
  const step = (rule: unknown) => rule as Rule;
  let rule: Rule = step(start);
  const source = random.below(4) > 0;
  if (source) rule = step(v6 ? rule.ipv6Src(net6(), net6()) : rule.ipv4Src(net4(), net4()));
  if (random.below(3) > 0 || !source) rule = step(v6 ? rule.ipv6Dst(net6()) : rule.ipv4Dst(net4()));
  const kind = one(["tcp", "udp", "either", "protocol", "icmp", "vlan"] as const);
  if (kind === "tcp") rule = step(rule.tcpDport(ports() as number));
  if (flags && kind === "tcp" && random.below(3) === 0) rule = step(rule.tcpFlags({ syn: true, ack: false }));
  if (kind === "udp") rule = step(rule.udpSport(ports() as number).udpDport(ports() as number));
  if (kind === "either") rule = step(rule.dport(ports() as number));
  if (kind === "protocol") rule = step(rule.l4Protocol("udp", "icmp"));
  if (kind === "icmp") rule = step(v6 ? rule.ipv6HopLimit(64) : rule.icmp());
  if (kind === "vlan") rule = step(rule.vlanId(1, 2));
  return rule;
}

function frameOf(random: Random): Uint8Array {
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const port = () => Math.min(65535, Math.max(0, one(PORTS) + random.below(3) - 1));
  const host4 = () => `10.${random.below(4)}.${random.below(4)}.${random.below(256)}`;
  const host6 = () => `2001:db8:${random.below(4)}:${random.below(4)}::${random.below(9)}`;
  const isV6 = random.below(3) === 0;
  const network = isV6
    ? ipv6({ src: host6(), dst: host6(), hopLimit: one([64, 63]) })
    : ipv4({ src: host4(), dst: host4() });
  const transport = one([
    tcp({ sport: port(), dport: port(), flags: one(["S", "SA", "A"] as const) }),
    udp({ sport: port(), dport: port() }),
    icmp(),
  ]);
  const tags = random.below(3) === 0 ? [vlan({ id: random.below(4) })] : [];
  const whole = frame(ethernet(), ...tags, network, transport);
  // Some are cut: a port may be there and the next one not.
  return random.below(5) === 0 ? whole.subarray(0, 14 + random.below(whole.length - 13)) : whole;
}

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("classified rules"), () => {
  test.each([
    // Without flags TCP and UDP are looked at for their ports alone.
    [16, false],
    [12, true],
    [40, false],
    [40, true],
    [150, true],
    [500, false],
  ])("%i of them; flags: %s", async (count, flags) => {
    const random = randomOf(`classified ${count}`);
    const program = programOf(Array.from({ length: count }, (_, i) => ruleOf(random, i, flags)));
    const { classifiers, rules } = plan(program);
    expect(classifiers.length).toBeGreaterThan(0);
    expect(rules.length).toBeLessThan(count / 2);
    const frames = Array.from({ length: 4000 }, (_, i): Sample => ({
      label: `frame ${i}`,
      frame: frameOf(random),
    }));
    const samples = decodeAll([...frames, ...hostileFrames().filter((_, i) => i % 7 === 0)]);
    expect(await withKernelProgram(program, ({ run }) => differences(program, samples, run))).toEqual([]);
  });
});
