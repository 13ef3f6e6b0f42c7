import type { Look } from "../../../../src/cli/metrics/look.js";

const AT = { file: "rules/x.ts", line: 1, column: 1 };
const rule = (name: string, slot: number | null, statement: "monitor" | null = null) =>
  ({ name, action: "drop", statement, at: AT, slot }) as const;

const RULES = [
  { rule: rule("malformed", 1), packets: 2n, bytes: 120n },
  { rule: rule('a "flood"\n of \\ ü', 2), packets: 9_007_199_254_740_993n, bytes: 5n },
  { rule: rule("trial", 3, "monitor"), packets: 1n, bytes: 60n },
  { rule: rule("hidden", null), packets: 0n, bytes: 0n },
];

/** Two interfaces: one with everything that there is to see, one without a program. */
export const LOOKS: readonly Look[] = [
  {
    ifname: "eth0",
    figures: {
      program: {
        interface: { name: "eth0", ifindex: 2 },
        mode: "native",
        id: 7,
        tag: "00",
        name: "xdpgen",
        since: new Date(1_700_000_000_500),
        origin: "found",
        manifestVersion: undefined,
        countersMapId: 1,
        maps: [],
        dispatcherId: undefined,
        manifest: {
          xdpgen: 2,
          name: "web",
          version: "0.1.0",
          source: { file: "rules/x.ts", sha256: "ab" },
          policy: { action: "pass", slot: 0 },
          rules: RULES.map((count) => count.rule),
          sets: [],
          limiters: [
            {
              rule: RULES[1]!.rule.name,
              map: "limiter_0",
              rate: 1000,
              unit: "packets",
              burst: 200,
              per: [],
              keys: 1,
            },
          ],
        },
      },
      counters: { rules: RULES, policy: { packets: 3n, bytes: 180n } },
      sets: [
        {
          set: {
            name: "pairs",
            type: ["ipv4", "tcp-port"],
            capacity: 100,
            timeout: null,
            map: "set_0",
            elements: 0,
          },
          elements: 43,
          refused: 1,
        },
      ],
      monitors: false,
    },
  },
  { ifname: "eth1", figures: undefined },
];
