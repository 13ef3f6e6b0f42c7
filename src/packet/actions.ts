interface ActionRow {
  /** The kernel's constant and value: enum xdp_action in linux/bpf.h. */
  readonly constant: string;
  readonly value: number;
  readonly title: string;
}

/** What can happen to a packet in the end. `redirect` is not offered yet. */
export const ACTIONS = {
  drop: { constant: "XDP_DROP", value: 1, title: "discards the packet" },
  pass: { constant: "XDP_PASS", value: 2, title: "hands the packet to the kernel's network stack" },
  tx: {
    constant: "XDP_TX",
    value: 3,
    title: "sends the packet back out of the interface it came in through, unchanged",
  },
  aborted: {
    constant: "XDP_ABORTED",
    value: 0,
    title: "discards the packet and raises the tracepoint xdp:xdp_exception",
  },
} as const satisfies Record<string, ActionRow>;

/** drop, pass, tx or aborted. */
export type ActionName = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[];

const BY_VALUE = new Map<number, ActionName>(ACTION_NAMES.map((name) => [ACTIONS[name].value, name]));

/** The action of a program's return value, enum xdp_action; undefined for one that is not offered. */
export function actionOf(value: number): ActionName | undefined {
  return BY_VALUE.get(value);
}
