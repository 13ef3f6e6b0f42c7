/** The parser goes as far as the rules ask, and what is rare does not stand in the way of what is common. */
import { beforeAll, describe, expect, test } from "vitest";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import type { Layers, Transport } from "../../../src/codegen/plan.js";
import { drop, ruleset, type Rules } from "../../../src/dsl/index.js";
import { readElf } from "../../../src/util/elf.js";
import { ACTIONS } from "../../../src/packet/index.js";
import { ethernet, frame, hopByHop, ipv4, ipv6, tcp, vlan, type Layer } from "../../../src/testing/frames.js";
import { programOf } from "../../../src/testing/index.js";
import { stepsOf } from "../../support/bpf-steps.js";

type Row = Partial<Record<"ethernet" | "tags" | "arp" | "ipv4" | "ipv6" | "extensions", true>> & {
  readonly over4?: readonly Transport[];
  readonly over6?: readonly Transport[];
};

const layers = ({ over4 = [], over6 = [], ...rest }: Row): Layers => ({
  ...{ ethernet: false, tags: false, arp: false, ipv4: false, ipv6: false, extensions: false },
  ...rest,
  transports: { ipv4: over4, ipv6: over6 },
});
const link = { ethernet: true, tags: true } as const;
const ip = { ...link, ipv4: true, ipv6: true } as const;

describe("layers", () => {
  test.each<[string, Rules, Row]>([
    ["the frame's length", drop().packetLength(60), {}],
    ["a MAC address", drop().etherSrc("02:00:00:00:00:01"), { ethernet: true }],
    ["a tag", drop().vlanId(7), link],
    ["an ARP address", drop().arpSenderIp("10.0.0.1"), { ...link, arp: true }],
    ["an IPv4 address", drop().ipv4Src("10.0.0.1"), { ...link, ipv4: true }],
    ["an IPv6 address", drop().ipv6Src("2001:db8::1"), { ...link, ipv6: true }],
    ["an extension header", drop().ipv6Extension("routing"), { ...link, ipv6: true, extensions: true }],
    ["a protocol", drop().tcp(), { ...ip, extensions: true }],
    ["a protocol over IPv4", drop().ipv4Src("10.0.0.1").tcp(), { ...link, ipv4: true }],
    [
      "fragments over IPv6",
      drop().ipv6Src("2001:db8::1").fragment("any"),
      { ...link, ipv6: true, extensions: true },
    ],
    ["a port", drop().tcpDport(22), { ...ip, extensions: true, over4: ["tcp"], over6: ["tcp"] }],
    [
      "a port of two protocols",
      drop().dport(53),
      { ...ip, extensions: true, over4: ["tcp", "udp"], over6: ["tcp", "udp"] },
    ],
    ["a port over IPv4", drop().ipv4Ttl(1).tcpDport(22), { ...link, ipv4: true, over4: ["tcp"] }],
    [
      "a port over IPv6",
      drop().udpDport(53).ipv6(),
      { ...link, ipv6: true, extensions: true, over6: ["udp"] },
    ],
    ["ICMP", drop().icmpType(8), { ...link, ipv4: true, over4: ["icmp"] }],
    ["ICMPv6", drop().icmpv6Type(128), { ...link, ipv6: true, extensions: true, over6: ["icmpv6"] }],
    [
      "ports of IPv4 beside an IPv6 address",
      [drop().ipv4Src("10.0.0.1").tcpDport(22), drop().ipv6Src("2001:db8::1")],
      { ...ip, over4: ["tcp"] },
    ],
    [
      "ports of IPv6 beside an IPv4 address",
      [drop().ipv6Src("2001:db8::1").tcpDport(22), drop().ipv4Src("10.0.0.1")],
      { ...ip, extensions: true, over6: ["tcp"] },
    ],
    [
      "a port of each",
      [drop().ipv4Src("10.0.0.1").tcpDport(22), drop().ipv6Src("2001:db8::1").udpDport(53)],
      { ...ip, extensions: true, over4: ["tcp"], over6: ["udp"] },
    ],
  ])("for %s", (_, rules, row) => {
    expect(plan(programOf(rules)).parse.layers).toEqual(layers(row));
  });

  test("for malformed frames: everything", () => {
    const { parse } = plan(programOf(ruleset({ malformed: "drop" }, [])));
    expect(parse.layers).toEqual(
      layers({
        ...{ ...ip, arp: true, extensions: true },
        over4: ["tcp", "udp", "sctp", "icmp"],
        over6: ["tcp", "udp", "sctp", "icmpv6"],
      }),
    );
  });
});

describe("the common frame goes straight on", () => {
  const program = programOf([drop().tcpDport(22), drop().vlanId(7)]);
  const identity = { name: "layers", version: "0.0.0", source: { file: "rules.ts", sha256: "0".repeat(64) } };
  let code: Uint8Array;
  beforeAll(async () => {
    const { object } = await compile(emit(plan(program, { strategy: "in-order" }), program, identity), []);
    const elf = readElf(object);
    code = elf.kind === "sections" ? elf.sections.get("xdp")! : new Uint8Array();
  });
  const steps = (...layers: readonly Layer[]) => stepsOf(code, frame(...layers));
  const { drop: dropped } = ACTIONS;
  const port = tcp({ dport: 22 });

  // Four jumps are not the parser's: that of the rule that holds, those over the counter, which is not there, and over who watches, who
  // is not there either, and that over the monitor's action, which the verifier takes out.
  test.each<[string, readonly Layer[], jumps: number]>([
    ["IPv4", [ethernet(), ipv4(), port], 4],
    ["IPv6, whose ether type is the second to be tried", [ethernet(), ipv6(), port], 5],
  ])("%s", (_, layers, most) => {
    const { action, jumps, instructions } = steps(...layers);
    expect(action).toBe(dropped.value);
    expect(jumps).toBeLessThanOrEqual(most);
    expect(instructions).toBeLessThan(120);
  });

  test.each<[string, readonly Layer[]]>([
    ["a tag", [ethernet(), vlan({ id: 3 }), ipv4(), port]],
    ["two tags", [ethernet(), vlan({ id: 3 }), vlan({ id: 4 }), ipv6(), port]],
    ["options", [ethernet(), ipv4({ options: [1, 1, 1, 1] }), port]],
    ["an extension header", [ethernet(), ipv6(), hopByHop(), port]],
  ])("and one with %s pays for it, and comes to the same", (_, layers) => {
    const common = layers.some((layer) => layer.etherType === 0x0800)
      ? steps(ethernet(), ipv4(), port)
      : steps(ethernet(), ipv6(), port);
    const rare = steps(...layers);
    expect(rare.action).toBe(dropped.value);
    expect(rare.jumps).toBeGreaterThan(common.jumps);
    expect(rare.instructions).toBeGreaterThan(common.instructions);
  });
});
