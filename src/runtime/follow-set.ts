import { findOurProgram } from "./our-program.js";
import { fateOf } from "./presence.js";
import type { Where } from "./program.js";
import { openSet, type OpenSet } from "./sets.js";

/** A live set of an interface, whichever program has it. */
export interface FollowedSet {
  /**
   * Does something with the set. When the program was replaced meanwhile by one that has another map for the set, it is done there again:
   * so nothing is written where no packet looks any more. `act` gets the set as it is there; its type may be another.
   */
  apply<T>(act: (set: OpenSet) => T): T;
  close(): void;
}

/** Opens the set of that name of the program that an interface runs. Fails like `findOurProgram` and `openSet`, later as well. */
export function followSet(ifname: string, name: string, where: Where = {}): FollowedSet {
  let program = findOurProgram(ifname, where);
  let set = openSet(program, name, where);
  return {
    apply(act) {
      for (;;) {
        const done = act(set);
        if (fateOf(program, where) === undefined) return done;
        program = findOurProgram(ifname, where);
        const next = openSet(program, name, where);
        const isSame = next.mapId === set.mapId;
        set.close();
        set = next;
        if (isSame) return done;
      }
    },
    close: () => set.close(),
  };
}
