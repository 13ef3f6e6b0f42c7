import { createSandbox, type Sandbox } from "../support/namespaces.js";

/** Where the frames of the matrix are sent to. */
const RECEIVER = "02:42:ac:14:00:0c";

/**
 * Two namespaces with a cable between them. The right one is a host to which the frames are addressed: it has their MAC
 * address and IPv6. It has none of their IP addresses, so that it answers nothing.
 */
export function makeStage(): Sandbox {
  const stage = createSandbox("evasion");
  try {
    const { right } = stage;
    const set = (setting: string): unknown => stage.run(right, "sysctl", "-qw", `net.ipv6.conf.${setting}`);
    stage.ip(right, "link", "set", right.ifname, "address", RECEIVER);
    // Without an address of its own it announces nothing.
    set(`${right.ifname}.addr_gen_mode=1`);
    set("all.disable_ipv6=0");
    set(`${right.ifname}.disable_ipv6=0`);
    return stage;
  } catch (error) {
    stage.remove();
    throw error;
  }
}

/** How long a marker frame is waited for, in milliseconds. It takes microseconds; this is for machines under load. */
export const MARKER_MS = 30_000;
