import { randomBytes } from "node:crypto";
import { buildProgram } from "../../src/codegen/build-program.js";
import type { LiveSetMatch, Program } from "../../src/ir/index.js";
import { openLiveTable } from "../../src/kernel/live-table/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { mapInfo, mapMemory } from "../../src/kernel/sys/bpf.js";
import { LIVE_HEADER } from "../../src/manifest/index.js";
import { addRecord, createLiveRecords, RECORD, type LiveRecords } from "../../src/packet/index.js";
import { SPAN } from "../programs.js";
import { sizeOf, type Task } from "../subject.js";
import type { XdpRecipe } from "./candidate.js";

/** What xdpgen builds of a live set that has just room for the list, and holds it. */
export const xdpgenLive: XdpRecipe = {
  isFloor: false,
  takes: (task) => task.kind !== "rules",
  open(task) {
    const { object, manifest } = buildProgram(programOf(task));
    const program = loadObject({ path: "xdp.o", bytes: object, manifest });
    try {
      const set = manifest.sets[0]!;
      const fd = program.maps.get(set.map)!;
      giveSeed(fd);
      const table = openLiveTable(fd, set)!;
      const done = table.replace(recordsOf(task), undefined);
      table.close();
      if (done === "full") throw new Error("the set has no room for the list");
      return program;
    } catch (error) {
      program.close();
      throw error;
    }
  },
};

function programOf(task: Task): Program {
  const isIpv6 = task.kind === "ipv6";
  const match: LiveSetMatch = {
    kind: "live-set",
    fields: [isIpv6 ? "ipv6Src" : "ipv4Src"],
    set: "list",
    negated: false,
    span: SPAN,
  };
  return {
    policy: "pass",
    rules: [
      { id: 0, name: "listed", action: "drop", matches: [], predicates: [], live: [match], span: SPAN },
    ],
    sets: [
      {
        ...{ name: "list", type: [isIpv6 ? "ipv6" : "ipv4"], capacity: sizeOf(task) },
        ...{ milliseconds: undefined, elements: [], span: SPAN },
      },
    ],
  };
}

/** As the loader does when it attaches. */
function giveSeed(fd: number): void {
  const { valueBytes, maxEntries } = mapInfo(fd);
  const mapped = mapMemory(fd, valueBytes * maxEntries);
  new Uint8Array(mapped.memory).set(randomBytes(4), LIVE_HEADER.seed);
  mapped.unmap();
}

function recordsOf(task: Task): LiveRecords {
  const records = createLiveRecords();
  const add = (length: number, lanes: readonly number[]): void => {
    const at = addRecord(records);
    records.lanes.set(lanes, at);
    records.lanes[at + RECORD.length] = length;
  };
  if (task.kind === "ipv4")
    for (const [i, start] of task.list.starts.entries()) add(task.list.lengths[i]!, [start]);
  if (task.kind === "ipv6")
    for (const { start, length } of task.list)
      add(
        length,
        [0n, 32n, 64n, 96n].map((shift) => Number((start >> shift) & 0xffff_ffffn)),
      );
  return records;
}
