import { fail } from "../diagnostics/index.js";
import { monitors } from "./map-value.js";
import type { RunningProgram } from "./program.js";
import { createRecordReader, type WatchedPacket } from "./watched-packet.js";
import { slotToWatch } from "./watched-slot.js";
import { takeLease, type WatchRate } from "./watch-lease.js";
import { openWatchMaps } from "./watch-maps.js";

/** What is wanted of a program's packets. */
export interface WatchOptions extends WatchRate {
  /** The name of the rule whose packets alone are shown, "(policy)" for those that no rule decided; left out: all. */
  readonly rule?: string | undefined;
}

/** One program that is being watched. */
export interface ProgramWatch {
  /** The packets since the last call. */
  read(): readonly WatchedPacket[];
  /** Goes on for another 3 s. Fails with XG641 when somebody else has begun to watch, which needs that this one stood still for longer. */
  renew(): void;
  /** Packets that were above the rate, or for which there was no room, so far. */
  missed(): bigint;
  /** From now on the program shows nothing more; what it has shown can still be read. */
  end(): void;
  close(): void;
}

/**
 * Begins to watch a program that xdpgen built. Fails with XG603, XG608, XG614, XG642 (it cannot be watched), XG641 (somebody else does),
 * XG645 and XG646 (the rule).
 */
export function openWatch(program: RunningProgram, options: WatchOptions): ProgramWatch {
  const { manifest, interface: on, name, id } = program;
  if (manifest === undefined) return fail("XG614", { ifname: on.name, program: name, id });
  const slot = slotToWatch(on.name, manifest, options.rule);
  const { state, ring } = openWatchMaps(program);
  const close = () => {
    state.unmap();
    ring.close();
  };
  const lease = takeLease(state.memory, slot, options);
  if (lease === undefined) {
    close();
    return fail("XG641", { ifname: on.name });
  }
  const packetOf = createRecordReader(manifest, monitors(program));
  return {
    read() {
      const packets: WatchedPacket[] = [];
      ring.read((record) => {
        const packet = packetOf(record, lease.since);
        if (packet !== undefined) packets.push(packet);
      });
      return packets;
    },
    renew() {
      if (!lease.renew()) fail("XG641", { ifname: on.name });
    },
    missed: () => lease.missed(),
    end: () => lease.end(),
    close() {
      lease.end();
      close();
    },
  };
}
