import type { CounterRow } from "../../../../src/cli/counter-rates.js";

/** A rule that drops, with what is not said. */
export function rule(name: string, packets = 0, rest: Partial<CounterRow> = {}): CounterRow {
  return {
    name,
    kind: "rule",
    action: "drop",
    statement: null,
    at: "rules/x.ts:1:1",
    packets: BigInt(packets),
    bytes: BigInt(packets) * 100n,
    decides: true,
    packetsPerSecond: undefined,
    ...rest,
  };
}

/** The policy's row. */
export function policy(packets = 0): CounterRow {
  return rule("(policy)", packets, { kind: "policy", action: "pass", at: "" });
}
