import { spawn } from "node:child_process";
import { once } from "node:events";
import { queryAttachment } from "../../src/kernel/attachment.js";
import { withNetns } from "../../src/kernel/netns.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import { openProgram, withFd } from "../../src/kernel/sys/bpf.js";
import { native } from "../../src/kernel/sys/libbpf.js";
import type { Sandbox } from "../support/namespaces.js";
import type { Answer } from "./hostile-frame.js";
import { answerOf } from "./outcome.js";
import type { Ruleset } from "./rulesets.js";

/** Loads xdp-filter with a ruleset, fetches the program that it attached, and runs that on every frame (BPF_PROG_TEST_RUN). */
export async function askXdpFilter(
  { xdpFilter: [load = [], ...rules] }: Ruleset,
  frames: readonly Uint8Array[],
  stage: Sandbox,
): Promise<Answer[]> {
  const { right } = stage;
  return withMounts(stage, (run) => {
    // xdp-filter pins its maps, and wants to find them under this name.
    run("mount", "-t", "bpf", "bpf", "/sys/fs/bpf");
    try {
      run("env", "LIBXDP_SKIP_DISPATCHER=1", "xdp-filter", ...load, "--mode", "native", right.ifname);
      for (const rule of rules) run("xdp-filter", ...rule);
      return withFd(attachedTo(right), (fd) => {
        const run = createRunner(fd);
        return frames.map((frame) => answerOf(run(frame).action));
      });
    } finally {
      stage.ip(right, "link", "set", right.ifname, "xdp", "off");
    }
  });
}

/** A descriptor of the program that the interface runs. */
function attachedTo({ netns, ifname }: Sandbox["right"]): number {
  const found = withNetns(netns, () => queryAttachment(native().if_nametoindex(ifname)));
  const fd = found === undefined || found === "gone" ? undefined : openProgram(found.programId);
  if (fd === undefined) throw new Error(`${ifname} runs no program`);
  return fd;
}

type Run = (command: string, ...args: string[]) => string;

/** Gives `act` a way to run commands with mounts of their own, which go when it is done, or when this process ends. */
async function withMounts<T>(stage: Sandbox, act: (run: Run) => T): Promise<T> {
  // It echoes, so the first byte that comes back says that its namespace is there; it ends with its stdin.
  const holder = spawn("unshare", ["--mount", "--propagation", "private", "cat"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(holder, "close");
  try {
    holder.stdin.write("\n");
    await once(holder.stdout, "data");
    const mounts = `--mount=/proc/${holder.pid}/ns/mnt`;
    return act((command, ...args) => stage.run(stage.right, "nsenter", mounts, command, ...args));
  } finally {
    holder.stdin.end();
    await ended;
  }
}
