/** What is counted: packets and bytes of every rule and of the policy, also of rules that the optimiser took out. */
import { expect, test } from "vitest";
import { optimise } from "../../src/codegen/4-optimise/index.js";
import { plan } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import { drop, pass, ruleset } from "../../src/dsl/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import { countersOf } from "../../src/runtime/counters.js";
import { arp, ethernet, frame, ipv4, raw, tcp, udp } from "../../src/testing/frames.js";
import { programOf } from "../../src/testing/index.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { identityOf } from "../support/identity.js";

const IDENTITY = identityOf("counters");

const rules = ruleset({ policy: "pass" }, [
  drop("ssh").tcpDport(22),
  drop("ssh from a network").tcpDport(22).ipv4Src("10.0.0.0/8"),
  pass("other TCP").tcp(),
  drop("DNS").udpDport(53),
]);

const ssh = (payload: number) =>
  frame(ethernet(), ipv4({ src: "10.0.0.1" }), tcp({ dport: 22 }), raw(new Uint8Array(payload)));
const FRAMES = [
  ...[0, 1, 1000, 0].map(ssh),
  frame(ethernet(), ipv4(), tcp({ dport: 80 })),
  frame(ethernet(), ipv4(), udp({ dport: 53 })),
  frame(ethernet(), ipv4(), udp({ dport: 53 }), raw([1, 2, 3])),
  frame(ethernet(), ipv4(), udp({ dport: 54 })),
  frame(ethernet()),
  frame(ethernet(), arp()),
];

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("every rule and the policy count packets and bytes"),
  async () => {
    const program = programOf(rules);
    const path = "counters/xdp.o";
    const source = emit(plan(optimise(program).program), program, IDENTITY);
    const { object: bytes, manifest } = await compile(source, []);
    const loaded = loadObject({ path, bytes, manifest });
    try {
      const run = createRunner(loaded.fd);
      for (const bytes of FRAMES) run(bytes);
      const { rules, policy } = countersOf(loaded, path).read();
      expect(rules.map(({ rule, packets, bytes }) => [rule.name, packets, bytes])).toEqual([
        ["ssh", 4n, BigInt(4 * 54 + 1001)],
        ["ssh from a network", 0n, 0n],
        ["other TCP", 1n, 54n],
        ["DNS", 2n, BigInt(2 * 42 + 3)],
      ]);
      expect(policy).toEqual({ packets: 3n, bytes: BigInt(42 + 14 + 42) });
    } finally {
      loaded.close();
    }
  },
);
