import { fail } from "../../diagnostics/index.js";
import type { Manifest } from "../../manifest/index.js";
import { openCounters, type CounterReader } from "../counters.js";
import { findOurProgram, type OurProgram } from "../our-program.js";
import { fateOf } from "../presence.js";
import type { Where } from "../program.js";
import { openSet, type OpenSet } from "../sets.js";
import { expectProgram, type Definition } from "./definition.js";

/** The program of an interface as a client has it open. When the same program is attached again, it goes over to that. */
export interface Connection {
  readonly ifname: string;
  readonly where: Where;
  /**
   * The program that runs now; the interface is asked, which costs some microseconds.
   * Fails with XG683 (closed), XG613 (the interface has gone), XG607 (it runs none), XG680 (another one), XG614 and XG504.
   */
  program(): OurProgram;
  /** The counters of the program that runs now, and what their slots are. */
  counters(): { readonly reader: CounterReader; readonly manifest: Manifest };
  /**
   * Does something with a live set. When the program was attached anew meanwhile, with another map for the set, it is done there again:
   * so nothing is written where no packet looks any more.
   */
  apply<T>(set: string, act: (set: OpenSet) => T): T;
  /** Fails with XG680 when this is not the program that is meant. */
  expect(manifest: Manifest): void;
  /** From now on it is this program that is meant. */
  follow(manifest: Manifest): void;
  close(): void;
}

/** Opens what runs on an interface. Fails as `findOurProgram`, and with XG680. */
export function connect(definition: Definition, ifname: string, where: Where): Connection {
  let wanted = definition;
  let isOpen = true;
  let current = find();
  let reader: CounterReader | undefined;
  const sets = new Map<string, OpenSet>();

  function find(): OurProgram {
    const program = findOurProgram(ifname, where);
    expectProgram(wanted, program.manifest, ifname);
    return program;
  }
  function release(): void {
    reader?.close();
    reader = undefined;
    for (const set of sets.values()) set.close();
    sets.clear();
  }
  function program(): OurProgram {
    if (!isOpen) fail("XG683", { ifname });
    const fate = fateOf(current, where);
    if (fate === "disappeared") fail("XG613", { ifname });
    if (fate !== undefined) {
      current = find();
      release();
    }
    return current;
  }
  function open(name: string): OpenSet {
    const there = program();
    const set = sets.get(name) ?? openSet(there, name, where);
    sets.set(name, set);
    return set;
  }
  return {
    ifname,
    where,
    program,
    counters() {
      const there = program();
      reader ??= openCounters(there);
      return { reader, manifest: there.manifest };
    },
    apply(name, act) {
      for (let set = open(name); ;) {
        const { mapId } = set;
        const done = act(set);
        set = open(name);
        if (set.mapId === mapId) return done;
      }
    },
    expect: (manifest) => expectProgram(wanted, manifest, ifname),
    follow({ name, source: { sha256 } }) {
      wanted = { ...wanted, name, sha256 };
    },
    close() {
      isOpen = false;
      release();
    },
  };
}
