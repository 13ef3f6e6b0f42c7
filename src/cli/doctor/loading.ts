import type { XdpObject } from "../../codegen/source.js";
import {
  bpffsMount,
  hasKernelTypes,
  jitState,
  kernelRelease,
  libbpfVersion,
  OLDEST_KERNEL,
  tryLoading,
} from "../../kernel/features.js";
import type { Check } from "./check.js";
import { ok, problem, unchecked, warning, type Finding } from "./finding.js";

/** What bringing an object into the kernel takes; `probe` compiles the doctor's own program. */
export function loadingChecks(probe: () => Promise<XdpObject>): readonly Check[] {
  const row = { group: "loading", linuxOnly: true, needs: [] } as const;
  return [
    { ...row, name: "kernel", examine: kernel },
    { ...row, name: "libbpf", examine: () => ok(libbpfVersion()) },
    { ...row, name: "verifier", needs: NEEDED_TO_LOAD, examine: () => loads(probe) },
    { ...row, name: "jit", examine: jit },
    { ...row, name: "btf", examine: kernelTypes },
    { ...row, name: "bpffs", examine: bpffs },
  ];
}

const NEEDED_TO_LOAD = ["compile", "libbpf", "CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN"] as const;

async function loads(probe: () => Promise<XdpObject>): Promise<Finding> {
  const { object, manifest } = await probe();
  tryLoading(object, manifest);
  return ok("the kernel takes the small program: XDP, a per-CPU array, BTF");
}

function kernel(): Finding {
  const { release, recentEnough } = kernelRelease();
  return recentEnough
    ? ok(release)
    : problem(
        `${release} is older than ${OLDEST_KERNEL}`,
        `boot a kernel of version ${OLDEST_KERNEL} or newer`,
      );
}

function kernelTypes(): Finding {
  return hasKernelTypes()
    ? ok("/sys/kernel/btf/vmlinux")
    : warning(
        "the kernel does not describe its types; xdpgen does without",
        "other BPF tools want a kernel with CONFIG_DEBUG_INFO_BTF",
      );
}

const JIT_FINDINGS = {
  on: ok("on"),
  off: warning("off: programs are interpreted, and slow", "sysctl net.core.bpf_jit_enable=1"),
  debug: warning("on, and it writes every program to the log", "sysctl net.core.bpf_jit_enable=1"),
} as const satisfies Record<NonNullable<ReturnType<typeof jitState>>, Finding>;

function jit(): Finding {
  const state = jitState();
  return state === undefined
    ? unchecked("the kernel does not show it in this network namespace")
    : JIT_FINDINGS[state];
}

function bpffs(): Finding {
  const mount = bpffsMount();
  return mount === undefined
    ? warning(
        "not mounted; xdpgen does without, xdp-loader and `bpftool prog load` do not",
        "mount -t bpf bpf /sys/fs/bpf",
      )
    : ok(mount);
}
