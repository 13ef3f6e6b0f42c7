import { randomBytes } from "node:crypto";
import { fail } from "../../diagnostics/index.js";
import { openLiveTable, type LiveTable } from "../../kernel/live-table/index.js";
import { update } from "../../kernel/sys/bpf.js";
import { LIVE_HEADER, liveLayout, type ManifestSet } from "../../manifest/index.js";
import type { LiveRecords } from "../../packet/index.js";

/** A live set and a descriptor of its map. */
export interface SetMap {
  readonly fd: number;
  readonly set: ManifestSet;
}

/** Gives a new set its seed, which nobody can foresee, and its first elements, for ever. */
export function startSet(map: SetMap, elements: LiveRecords): void {
  seed(map);
  const { name, capacity } = map.set;
  if (elements.length === 0) return;
  withTable(map, (table) => {
    if (table.replace(elements, undefined) === "full")
      fail("XG676", { set: name, capacity: grouped(capacity) });
  });
}

/** Copies the elements of a set into one of another capacity, with their deadlines. Fails with XG676 when there is no room for all. */
export function copySet(from: SetMap, to: SetMap): void {
  seed(to);
  withTable(from, (old) =>
    withTable(to, (table) => {
      if (table.replaceEntries(old.entries()) === "full")
        fail("XG676", { set: to.set.name, capacity: grouped(to.set.capacity) });
    }),
  );
}

function seed({ fd, set }: SetMap): void {
  const header = Buffer.alloc(liveLayout(set.type, set.capacity).valueBytes);
  randomBytes(4).copy(header, LIVE_HEADER.seed);
  update(fd, Buffer.alloc(4), header);
}

function withTable(map: SetMap, act: (table: LiveTable) => void): void {
  const table = openLiveTable(map.fd, map.set);
  if (table === undefined) throw new Error(`the map of ${map.set.name} is not what was loaded`);
  try {
    act(table);
  } finally {
    table.close();
  }
}

const grouped = (count: number): string => count.toLocaleString("en-US");
