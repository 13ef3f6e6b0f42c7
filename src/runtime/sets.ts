import { fail } from "../diagnostics/index.js";
import { orPrivilege } from "../kernel/capabilities.js";
import { openLiveTable, type LiveTable } from "../kernel/live-table/index.js";
import { lockNetns } from "../kernel/netns-lock.js";
import { mapNamed } from "../kernel/program-maps.js";
import { openMap, withFd } from "../kernel/sys/bpf.js";
import { formatLiveElement } from "../lists/live-element-text.js";
import type { ManifestSet } from "../manifest/index.js";
import { RECORD_LANES, recordsOf, type LiveElement, type LiveRecords } from "../packet/index.js";
import { plural } from "../util/text.js";
import type { OurProgram } from "./our-program.js";
import type { Where } from "./program.js";

/** An element as text, and for how many milliseconds it stays yet; undefined for ever. */
export interface SetEntry {
  readonly element: string;
  readonly remaining: number | undefined;
}

/** Elements, or very many of them as records of the set's type. */
export type SetElements = readonly LiveElement[] | LiveRecords;

/** A live set of a program that is attached. Every change counts for the next packet. */
export interface OpenSet {
  readonly set: ManifestSet;
  /** The kernel's id of its map: programs with the same one have the same elements. */
  readonly mapId: number;
  /**
   * Adds elements, or gives those that are there another time: so many milliseconds, for ever when undefined. Returns how many were new.
   * Fails with XG675 when there is no room for all, before anything has changed; when others take the room meanwhile it says how many
   * have been added.
   */
  add(elements: SetElements, milliseconds: number | undefined): number;
  /** Takes elements out. Returns how many were there. */
  delete(elements: SetElements): number;
  /** Whether this very element is there. */
  has(element: LiveElement): boolean;
  /** What is there, sorted by value. */
  list(): readonly SetEntry[];
  /** Takes everything out, in one step. Returns how many elements there were. */
  flush(): number;
  /** Puts these elements in the place of all others, in one step: no packet sees a mix. Fails with XG676 when there is no room. */
  replace(elements: SetElements, milliseconds: number | undefined): void;
  /** How many elements are there. */
  count(): number;
  close(): void;
}

/** The live sets that a program has, as its rules say. */
export const listSets = ({ manifest }: OurProgram): readonly ManifestSet[] => manifest.sets;

/**
 * Opens a live set of a program by its name. It can be used until it is closed, also when the program is replaced meanwhile: `followSet`
 * goes on with the set of the next one. Fails with XG670 (there is no such set), XG674 (its map is another), XG603 and XG608; replacing
 * and flushing with XG660 as well.
 */
export function openSet(program: OurProgram, name: string, { netns }: Where = {}): OpenSet {
  const { manifest, maps, interface: on } = program;
  const set = manifest.sets.find((one) => one.name === name);
  if (set === undefined) {
    const names = manifest.sets.map((one) => one.name).join(", ");
    return fail("XG670", { ifname: on.name, set: name, names: names === "" ? "none" : names });
  }
  const mapId = mapNamed(maps, set.map)?.id;
  const table = mapId === undefined ? undefined : openTable(program, set, mapId);
  if (mapId === undefined || table === undefined) return fail("XG674", { ifname: on.name, set: name });
  return { set, mapId, ...operations(table, set, netns), close: () => table.close() };
}

function openTable({ interface: on }: OurProgram, set: ManifestSet, id: number): LiveTable | undefined {
  const fd = orPrivilege("looking into a program that is attached", () => openMap(id));
  return fd === undefined ? fail("XG608", { ifname: on.name }) : withFd(fd, () => openLiveTable(fd, set));
}

const grouped = (count: number): string => count.toLocaleString("en-US");

const isRecords = (elements: SetElements): elements is LiveRecords => "lanes" in elements;

function operations(
  table: LiveTable,
  set: ManifestSet,
  netns: string | undefined,
): Omit<OpenSet, "set" | "mapId" | "close"> {
  const { name, capacity, type } = set;
  const asRecords = (elements: SetElements): LiveRecords =>
    isRecords(elements) ? elements : recordsOf(elements, type);
  const underLock = <T>(act: () => T): T => {
    const lock = lockNetns(netns);
    try {
      return act();
    } finally {
      lock.release();
    }
  };
  const swap = (elements: SetElements, milliseconds: number | undefined): void => {
    if (table.replace(asRecords(elements), milliseconds) === "full")
      fail("XG676", { set: name, capacity: grouped(capacity) });
  };
  const noRoom = (wanted: number, added: number): never =>
    fail("XG675", {
      set: name,
      count: grouped(table.count()),
      capacity: grouped(capacity),
      wanted: grouped(wanted),
      done: added === 0 ? "nothing was changed" : `${plural(added, "element")} went in before`,
    });

  return {
    add(elements, milliseconds) {
      const records = asRecords(elements);
      const { length } = records;
      if (length > 1) {
        const room = capacity - table.count();
        const wanted = length > room ? newOnes(records, table) : 0;
        if (wanted > room) noRoom(wanted, 0);
      }
      let added = 0;
      for (let nth = 0; nth < length; nth++) {
        const done = table.add(records, nth, milliseconds);
        if (done === "full") noRoom(length - nth, added);
        if (done === "added") added++;
      }
      return added;
    },
    delete(elements) {
      const records = asRecords(elements);
      let deleted = 0;
      for (let nth = 0; nth < records.length; nth++) if (table.delete(records, nth)) deleted++;
      return deleted;
    },
    has: (element) => table.has(recordsOf([element], type), 0),
    list: () =>
      [...table.entries()]
        .sort((a, b) => inOrder(a.element, b.element))
        .map(({ element, remaining }) => ({ element: formatLiveElement(element, type), remaining })),
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

/** How many different elements are not there yet. */
function newOnes(records: LiveRecords, table: LiveTable): number {
  const absent = new Set<string>();
  for (let nth = 0; nth < records.length; nth++) {
    const from = nth * RECORD_LANES;
    if (!table.has(records, nth)) absent.add(records.lanes.subarray(from, from + RECORD_LANES).join());
  }
  return absent.size;
}

/** By value, the longer prefix behind the shorter. */
function inOrder(a: LiveElement, b: LiveElement): number {
  for (const [i, value] of a.values.entries()) {
    const other = b.values[i]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return a.length - b.length;
}
