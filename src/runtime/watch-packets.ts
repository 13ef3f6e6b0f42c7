import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "../diagnostics/index.js";
import { fateOf, type Fate } from "./presence.js";
import { findPrograms, type RunningProgram, type Where } from "./program.js";
import type { WatchedPacket } from "./watched-packet.js";
import { openWatch, type ProgramWatch, type WatchOptions } from "./watch.js";

/** What happens while packets are watched. */
export type WatchEvent =
  /** From now on this program is watched: at first, and each time that another one of xdpgen's took its place. */
  | { readonly kind: "watching"; readonly program: RunningProgram }
  | { readonly kind: "packet"; readonly packet: WatchedPacket }
  /** So many packets more were not shown: they were above the rate. */
  | { readonly kind: "missed"; readonly packets: bigint };

/** How packets are watched, and until when. */
export interface WatchPacketsOptions extends WatchOptions, Where {
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * How often the ring is looked into, in milliseconds: one load of a number that stands in memory. To sleep in epoll would need a thread,
 * and a way to wake it; this needs none of both. The ring has room for some 900 packets.
 */
const READ_EVERY = 20;

/** How often the lease is renewed and the interface looked at. */
const LOOK_EVERY = 500;

/** The most packets a second that can be asked for, and that can come at once: the ring holds them between two looks. */
export const MOST_WATCHED = { rate: 10_000, burst: 500 } as const;

/**
 * Watches what a program drops, and what its sample and monitoring rules see, until `signal` or until the loop is left. When xdpgen
 * replaces the program it goes over to the new one. Fails as `openWatch` does, and with XG613 (the interface has gone), XG643 (a program
 * that is not ours took the place) and XG644 (detached).
 */
export async function* watchPackets(
  program: RunningProgram,
  options: WatchPacketsOptions,
): AsyncGenerator<WatchEvent, void, undefined> {
  for (let current = program; ;) {
    const watch = openWatch(current, options);
    try {
      yield { kind: "watching", program: current };
      const fate = yield* follow(watch, current, options);
      if (fate === undefined) return;
      current = successor(current, fate, options);
    } finally {
      watch.close();
    }
  }
}

/** Everything that one program shows; returns what became of it, undefined when we were told to end. */
async function* follow(
  watch: ProgramWatch,
  program: RunningProgram,
  { signal, ...where }: WatchPacketsOptions,
): AsyncGenerator<WatchEvent, Fate | undefined, undefined> {
  let missed = 0n;
  function* news(): Generator<WatchEvent> {
    for (const packet of watch.read()) yield { kind: "packet", packet };
  }
  function* more(): Generator<WatchEvent> {
    const packets = watch.missed() - missed;
    missed += packets;
    if (packets > 0n) yield { kind: "missed", packets };
  }
  let fate: Fate | undefined;
  let lookAt = performance.now() + LOOK_EVERY;
  while (signal?.aborted !== true && fate === undefined) {
    yield* news();
    if (performance.now() >= lookAt) {
      lookAt = performance.now() + LOOK_EVERY;
      yield* more();
      fate = fateOf(program, where);
      if (fate === undefined) watch.renew();
    }
    await sleep(READ_EVERY, undefined, { signal }).catch(() => {});
  }
  watch.end();
  yield* news();
  yield* more();
  return fate;
}

/** The program of ours that took the place of another. */
function successor({ interface: on }: RunningProgram, fate: Fate, where: Where): RunningProgram {
  const ifname = on.name;
  if (fate === "disappeared") return fail("XG613", { ifname });
  const programs = fate === "removed" ? [] : findPrograms(ifname, where);
  const ours = programs.find(({ manifest }) => manifest !== undefined);
  if (ours !== undefined) return ours;
  const [other] = programs;
  if (other === undefined) return fail("XG644", { ifname });
  return fail("XG643", { ifname, program: other.name, id: other.id });
}
