import type { InterfaceState } from "./interface.js";
import type { Mode } from "./modes.js";
import { errnoName } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** A change that the kernel did not make. */
export interface Refusal {
  /** `EBUSY`, `EOPNOTSUPP` … */
  readonly code: string;
  /** The sentence that came with it (the netlink extended ack), or "" when there was none. */
  readonly said: string;
}

const KERNEL_SAID = "Kernel error message: ";

/** Calls libbpf to change what is attached. Returns undefined when that was done. */
export function attempt(change: () => number): Refusal | undefined {
  native().takeMessages();
  const result = change();
  const said = native()
    .takeMessages()
    .findLast((message) => message.startsWith(KERNEL_SAID));
  return result >= 0 ? undefined : { code: errnoName(result), said: said?.slice(KERNEL_SAID.length) ?? "" };
}

/** Why a mode was refused, and what would help. */
export interface Explanation {
  readonly reason: string;
  readonly advice: string;
}

/** What drivers say against native mode, in lower case, and what to do about it; the first that fits. */
const NATIVE_ADVICE: readonly {
  readonly fits: (refusal: Refusal) => boolean;
  readonly advice: string;
}[] = [
  {
    fits: ({ said, code }) => /mtu|too (large|big)/.test(said) || code === "ERANGE",
    advice:
      "native mode needs packets that fit one page: lower the MTU (at most 3498 on veth, and there the peer's counts): ip link set dev {ifname} mtu 1500",
  },
  {
    fits: ({ said }) => /lro|gro|csum|coalesc/.test(said),
    advice: "switch off what the driver names, for example: ethtool -K {ifname} lro off rx-gro-hw off",
  },
  {
    fits: ({ said, code }) => /queue|ring|channel/.test(said) || code === "ENOMEM",
    advice:
      "the card needs a free transmit queue for each processor: ethtool -L {ifname} combined 1, or a few more",
  },
  {
    fits: () => true,
    advice:
      "--mode generic does the same on every interface; it is slower, as each packet has a socket buffer by then",
  },
];

const ADVICE = {
  native: (refusal) => NATIVE_ADVICE.find(({ fits }) => fits(refusal))!.advice,
  generic: () => "",
  offload: () =>
    "no card runs xdpgen's programs, as their counters are kept for each processor: use --mode native",
} satisfies Record<Mode, (refusal: Refusal) => string>;

/** Puts the refusal of a mode by the interface `ifname` into words. */
export function explain(refusal: Refusal, mode: Mode, ifname: string, state: InterfaceState): Explanation {
  const driver = state.driver ?? "its driver";
  const said = refusal.said === "" ? refusal.code : refusal.said;
  return {
    reason:
      mode === "native" && refusal.code === "EOPNOTSUPP"
        ? `${driver} has no native XDP`
        : `${said}; driver ${state.driver ?? "unknown"}, MTU ${state.mtu}`,
    advice: ADVICE[mode]({ ...refusal, said: refusal.said.toLowerCase() }).replace("{ifname}", ifname),
  };
}
