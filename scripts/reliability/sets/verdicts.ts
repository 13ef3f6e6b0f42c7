import { createRunner } from "../../../src/kernel/prog-run.js";
import { openProgram } from "../../../src/kernel/sys/bpf.js";
import { findOurProgram, openSet, type OpenSet } from "../../../src/runtime/index.js";
import { ACTIONS } from "../../../src/packet/index.js";
import { packet } from "../../../src/frames/packet.js";

/** The live set of an interface, and what the very program that the interface runs decides of packets. */
export interface Verdicts {
  readonly set: OpenSet;
  /** Runs the program on a packet from an address (BPF_PROG_TEST_RUN). */
  readonly isDropped: (address: string) => boolean;
}

/** Opens them, for as long as the process lives. */
export function openVerdicts(netns: string, ifname: string): Verdicts {
  const program = findOurProgram(ifname, { netns });
  const fd = openProgram(program.id);
  if (fd === undefined) throw new Error("the program has gone");
  const runner = createRunner(fd);
  const frames = new Map<string, Uint8Array>();
  return {
    set: openSet(program, "bans", { netns }),
    isDropped(address) {
      let frame = frames.get(address);
      if (frame === undefined) {
        frame = packet().ipv4({ src: address, dst: "192.0.2.1" }).udp({ sport: 7, dport: 4000 });
        frames.set(address, frame);
      }
      return runner(frame).action === ACTIONS.drop.value;
    },
  };
}
