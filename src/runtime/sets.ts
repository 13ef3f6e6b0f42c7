import { fail } from "../diagnostics/index.js";
import { orPrivilege } from "../kernel/capabilities.js";
import { openLiveTable, type LiveTable } from "../kernel/live-table/index.js";
import { lockNetns } from "../kernel/netns-lock.js";
import { mapNamed } from "../kernel/program-maps.js";
import { openMap, withFd } from "../kernel/sys/bpf.js";
import type { ManifestSet } from "../manifest/index.js";
import { formatLiveElement } from "../lists/live-element-text.js";
import type { LiveElement } from "../packet/index.js";
import type { OurProgram } from "./our-program.js";
import type { Where } from "./program.js";

/** An element as text, and for how many milliseconds it stays yet; undefined for ever. */
export interface SetEntry {
  readonly element: string;
  readonly remaining: number | undefined;
}

/** A live set of a program that is attached. Every change counts for the next packet. */
export interface OpenSet {
  readonly set: ManifestSet;
  /**
   * Adds elements, or gives those that are there another time: so many milliseconds, for ever when undefined. Returns how many were new.
   * Fails with XG675 when there is no room for all: then nothing has changed.
   */
  add(elements: readonly LiveElement[], milliseconds: number | undefined): number;
  /** Takes elements out. Returns how many were there. */
  delete(elements: readonly LiveElement[]): number;
  /** Whether this very element is there. */
  has(element: LiveElement): boolean;
  /** What is there, sorted by value. */
  list(): readonly SetEntry[];
  /** Takes everything out, in one step. Returns how many elements there were. */
  flush(): number;
  /** Puts these elements in the place of all others, in one step: no packet sees a mix. Fails with XG676 when there is no room. */
  replace(elements: readonly LiveElement[], milliseconds: number | undefined): void;
  /** How many elements are there. */
  count(): number;
  close(): void;
}

/**
 * Opens a live set of a program by its name. It can be used until it is closed, also when the program is replaced meanwhile.
 * Fails with XG670 (there is no such set), XG674 (its map is another), XG603 and XG608; replacing with XG660 as well.
 */
export function openSet(program: OurProgram, name: string, { netns }: Where = {}): OpenSet {
  const { manifest, maps, interface: on } = program;
  const set = manifest.sets.find((one) => one.name === name);
  if (set === undefined) {
    const names = manifest.sets.map((one) => one.name).join(", ");
    return fail("XG670", { ifname: on.name, set: name, names: names === "" ? "none" : names });
  }
  const table =
    openTable(program, set, mapNamed(maps, set.map)?.id) ?? fail("XG674", { ifname: on.name, set: name });
  return { set, ...operations(table, set, netns), close: () => table.close() };
}

function openTable(
  { interface: on }: OurProgram,
  set: ManifestSet,
  id: number | undefined,
): LiveTable | undefined {
  if (id === undefined) return undefined;
  const fd = orPrivilege("looking into a program that is attached", () => openMap(id));
  return fd === undefined ? fail("XG608", { ifname: on.name }) : withFd(fd, () => openLiveTable(fd, set));
}

const grouped = (count: number): string => count.toLocaleString("en-US");

function operations(
  table: LiveTable,
  set: ManifestSet,
  netns: string | undefined,
): Omit<OpenSet, "set" | "close"> {
  const { name, capacity } = set;
  const underLock = <T>(act: () => T): T => {
    const lock = lockNetns(netns);
    try {
      return act();
    } finally {
      lock.release();
    }
  };
  const swap = (elements: readonly LiveElement[], remaining: number | undefined): void => {
    const entries = elements.map((element) => ({ element, remaining }));
    if (table.replace(entries) === "full") fail("XG676", { set: name, capacity: grouped(capacity) });
  };
  const noRoom = (wanted: number): never =>
    fail("XG675", {
      set: name,
      count: grouped(table.count()),
      capacity: grouped(capacity),
      wanted: grouped(wanted),
    });

  return {
    add(elements, milliseconds) {
      // Who is not there needs room: looked at first, so that all are added or none.
      const wanted = elements.filter((element) => !table.has(element)).length;
      if (wanted > 0 && elements.length > 1 && table.count() + wanted > capacity) noRoom(wanted);
      let added = 0;
      for (const element of elements) {
        const done = table.add(element, milliseconds);
        if (done === "full") noRoom(wanted - added);
        if (done === "added") added++;
      }
      return added;
    },
    delete: (elements) => elements.filter((element) => table.delete(element)).length,
    has: (element) => table.has(element),
    list: () =>
      [...table.entries()]
        .sort((a, b) => inOrder(a.element, b.element))
        .map(({ element, remaining }) => ({ element: formatLiveElement(element, set.type), remaining })),
    flush: () =>
      underLock(() => {
        const count = table.count();
        swap([], undefined);
        return count;
      }),
    replace: (elements, milliseconds) => underLock(() => swap(elements, milliseconds)),
    count: () => table.count(),
  };
}

/** By value, the longer prefix behind the shorter. */
function inOrder(a: LiveElement, b: LiveElement): number {
  for (const [i, value] of a.values.entries()) {
    const other = b.values[i]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return a.length - b.length;
}
