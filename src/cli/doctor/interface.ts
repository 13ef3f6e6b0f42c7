import { DiagnosticError } from "../../diagnostics/index.js";
import { isNativeDriver, ONE_PAGE_MTU } from "../../kernel/features/native-mode.js";
import { findInterface, interfaceState, type InterfaceState } from "../../kernel/interface.js";
import { withNetns } from "../../kernel/netns.js";
import { findPrograms, type RunningProgram } from "../../runtime/index.js";
import type { Check } from "./check.js";
import { ok, warning, type Finding } from "./finding.js";

/** What attaching to one interface will meet. */
export function interfaceChecks(ifname: string, netns: string | undefined): readonly Check[] {
  const row = { group: "interface", linuxOnly: true } as const;
  const there = { ...row, needs: ["interface"] } as const;
  const state = (): InterfaceState => withNetns(netns, () => interfaceState(ifname));
  return [
    { ...row, name: "interface", needs: ["libbpf"], examine: () => exists(ifname, netns) },
    { ...there, name: "link", examine: () => link(ifname, state()) },
    { ...there, name: "native mode", examine: () => nativeMode(state()) },
    { ...there, name: "mtu", examine: () => mtu(ifname, state()) },
    { ...there, name: "program", examine: () => program(ifname, netns) },
  ];
}

function exists(ifname: string, netns: string | undefined): Finding {
  const { ifindex } = withNetns(netns, () => findInterface(ifname, netns));
  return ok(`${ifname}, index ${ifindex}${netns === undefined ? "" : `, in ${netns}`}`);
}

function link(ifname: string, { up }: InterfaceState): Finding {
  return up
    ? ok("up")
    : warning("down: a program sees no packets until it is up", `ip link set ${ifname} up`);
}

const GENERIC = "attach uses generic mode then, and says so; it does the same, slower";

function nativeMode({ driver }: InterfaceState): Finding {
  if (driver === undefined) return warning("the interface names no driver that could have it", GENERIC);
  return isNativeDriver(driver)
    ? ok(`driver ${driver} has it`)
    : warning(`driver ${driver} is not known to have it`, GENERIC);
}

function mtu(ifname: string, { mtu: found, driver }: InterfaceState): Finding {
  // Without native mode there is no such limit.
  if (driver === undefined || !isNativeDriver(driver)) return ok(String(found));
  // A veth's driver looks at the other end, which may be in a namespace that cannot be seen from here.
  const whose = driver === "veth" ? "; on veth the peer's counts" : "";
  if (found <= ONE_PAGE_MTU) return ok(`${found}${whose}`);
  return warning(
    `${found}: native mode takes packets that fit one page, ${ONE_PAGE_MTU} and little more${whose}`,
    `ip link set ${ifname} mtu 1500 at both ends, or be content with generic mode`,
  );
}

function program(ifname: string, netns: string | undefined): Finding {
  try {
    const [first, ...more] = findPrograms(ifname, { netns });
    if (first === undefined) return ok("none attached: free");
    return more.length === 0 && first.dispatcherId === undefined
      ? single(first)
      : warning(
          `${1 + more.length} behind libxdp's dispatcher, program id ${first.dispatcherId}`,
          `xdp-loader status ${ifname}, xdp-loader unload ${ifname}; or attach with --takeover`,
        );
  } catch (error) {
    const [first] = error instanceof DiagnosticError ? error.diagnostics : [];
    if (first?.cause !== "privilege") throw error;
    return warning("one is attached, and seeing whose needs CAP_SYS_ADMIN", first.hint ?? "");
  }
}

function single({ origin, manifest, name, mode, id }: RunningProgram): Finding {
  const where = `(${mode}, program id ${id})`;
  if (origin === "found") return ok(`${manifest?.name ?? name} ${where}; attach replaces it without a gap`);
  if (origin === "other-version")
    return ok(`one of another xdpgen ${where}; attach replaces it without a gap`);
  return warning(`${name} ${where}, which xdpgen did not build`, "attach leaves it alone without --takeover");
}
