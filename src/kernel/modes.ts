/** Where on a packet's way a program runs: flag for attaching (XDP_FLAGS_*) and number in a query (XDP_ATTACHED_*), linux/if_link.h. */
export const MODES = {
  native: { flag: 4, attached: 1, title: "in the driver, before the packet has a socket buffer" },
  generic: { flag: 2, attached: 2, title: "in the kernel's network stack, on any interface, slower" },
  offload: { flag: 8, attached: 3, title: "on the network card itself" },
} as const satisfies Record<string, { flag: number; attached: number; title: string }>;

/** native, generic or offload. */
export type Mode = keyof typeof MODES;

export const MODE_NAMES = Object.keys(MODES) as readonly Mode[];
