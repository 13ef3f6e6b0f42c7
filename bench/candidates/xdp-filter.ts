import { queryAttachment } from "../../src/kernel/attachment.js";
import { withNetns } from "../../src/kernel/netns.js";
import { mapInfo, openMap, openProgram, programInfo, updateAll, withFd } from "../../src/kernel/sys/bpf.js";
import { native } from "../../src/kernel/sys/libbpf.js";
import { createSandbox, type Sandbox } from "../../test/support/namespaces.js";
import type { Ipv4List } from "../ipv4-lists.js";
import type { XdpRecipe } from "./candidate.js";

/** MAX_MAP_SIZE of xdp-tools: more addresses do not go into its map. */
const MOST_ADDRESSES = 10_000;

/** xdp-filter of xdp-tools, with IPv4 alone switched on. */
export const xdpFilter: XdpRecipe = {
  isFloor: false,
  takes: (task) => task.kind === "ipv4" && task.exact && task.list.starts.length <= MOST_ADDRESSES,
  open(task) {
    const stage = createSandbox("bench");
    try {
      const fd = loadInto(stage);
      if (task.kind === "ipv4") fill(fd, task.list);
      return { fd, close: () => void native().close(fd) };
    } finally {
      stage.remove();
    }
  },
};

/** Has xdp-filter attach its program, and fetches that. What it pins is in mounts of its own, which go with it. */
function loadInto(stage: Sandbox): number {
  const { right } = stage;
  const load = `mount -t bpf bpf /sys/fs/bpf && LIBXDP_SKIP_DISPATCHER=1 xdp-filter load --mode native --features ipv4 ${right.ifname}`;
  stage.run(right, "unshare", "--mount", "--propagation", "private", "sh", "-c", load);
  const found = withNetns(right.netns, () => queryAttachment(native().if_nametoindex(right.ifname)));
  const fd = found === undefined || found === "gone" ? undefined : openProgram(found.programId);
  if (fd === undefined) throw new Error("xdp-filter attached nothing");
  return fd;
}

/** MAP_FLAG_SRC of xdp-filter's common_kern_user.h; its command line would take a process an address. */
const SOURCE = 1n;

function fill(fd: number, { starts }: Ipv4List): void {
  const map = programInfo(fd)
    .mapIds.map((id) => openMap(id)!)
    .find((map) => mapInfo(map).name === "filter_ipv4")!;
  withFd(map, () => {
    const keys = Buffer.alloc(4 * starts.length);
    for (const [i, start] of starts.entries()) keys.writeUInt32BE(start, 4 * i);
    // The map is one a CPU.
    const values = Buffer.from(
      new BigUint64Array(starts.length * native().libbpf_num_possible_cpus()).fill(SOURCE).buffer,
    );
    updateAll(map, keys, values, starts.length);
  });
}
