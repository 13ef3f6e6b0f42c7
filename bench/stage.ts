import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { loadC } from "../src/bench/compile-c.js";
import { mapTrace, MOST_PASSES, traceMacros } from "../src/bench/trace-maps.js";
import { lengthOf, type Trace } from "../src/bench/trace.js";
import { findInterface } from "../src/kernel/interface.js";
import { withNetns } from "../src/kernel/netns.js";
import { runLive } from "../src/kernel/prog-run.js";
import { createSandbox, type Sandbox } from "../test/support/namespaces.js";

/** Two namespaces with a cable between them, and a sender that puts the frames of a trace on it. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** Sends the whole trace some more than `passes` times. */
  send(passes: number): Sent;
  /** How many packets have come in at the receiver's interface. */
  received(): number;
  close(): void;
}

/** What has been sent. */
export interface Sent {
  readonly packets: number;
  /**
   * Nanoseconds a packet of each pass, from making the frame to what the receiver does with it. The sender takes the time
   * itself: the kernel needs milliseconds to begin and to end. Neither the first pass nor the packet behind the last is in it.
   */
  readonly passes: readonly number[];
}

/**
 * Makes the stage. The receiver's interface polls (NAPI), as a network card does, so it has GRO switched on; sender and
 * receiver then work on one CPU in turns.
 */
export function createStage(trace: Trace): Stage {
  removeAbandoned();
  const sandbox = createSandbox(LABEL);
  const { left, right } = sandbox;
  try {
    sandbox.run(right, "ethtool", "-K", right.ifname, "gro", "on");
    sandbox.run(right, "sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.ip_forward=0");
    const { ifindex } = withNetns(left.netns, () => findInterface(left.ifname));
    const sender = loadC(new URL("c/sender.c", import.meta.url), {
      ...traceMacros(trace.shape),
      IFINDEX: ifindex,
    });
    const maps = mapTrace(sender, trace.shape);
    maps.write(trace);
    return {
      sandbox,
      send(passes) {
        const whole = Math.min(passes, MOST_PASSES - 1) + 1;
        const packets = whole * lengthOf(trace) + 1;
        maps.rewind();
        withNetns(left.netns, () => runLive(sender.fd, trace.frame, packets));
        return {
          packets,
          passes: maps
            .passes()
            .slice(1)
            .map((nanoseconds) => nanoseconds / lengthOf(trace)),
        };
      },
      received() {
        const links = JSON.parse(
          sandbox.ip(right, "-json", "-stats", "link", "show", right.ifname),
        ) as LinkStatistics;
        return links[0].stats64.rx.packets;
      },
      close() {
        maps.unmap();
        sender.close();
        sandbox.remove();
      },
    };
  } catch (error) {
    sandbox.remove();
    throw error;
  }
}

/** Of the namespaces' names: createSandbox puts the process's id behind it. */
const LABEL = "bench";
const ABANDONED = new RegExp(`^xt-${LABEL}-(\\d+)-`);

/** Removes what a run left behind that was interrupted: all of it is one long call, so it cannot do that itself. */
function removeAbandoned(): void {
  if (!existsSync(NAMED)) return;
  for (const name of readdirSync(NAMED)) {
    const [, pid] = ABANDONED.exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) execFileSync("ip", ["netns", "del", name]);
  }
}

/** Where `ip netns add` puts names. */
const NAMED = "/run/netns";

/** What is used of `ip -json -stats link show`. */
type LinkStatistics = readonly [{ readonly stats64: { readonly rx: { readonly packets: number } } }];
