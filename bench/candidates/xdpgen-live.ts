import { buildProgram } from "../../src/codegen/build-program.js";
import type { LiveSetMatch, Program } from "../../src/ir/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { recordsOf, type LiveElement } from "../../src/packet/index.js";
import { startSet } from "../../src/runtime/attach/set-contents.js";
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
      startSet({ fd: program.maps.get(set.map)!, set }, recordsOf(elementsOf(task), set.type));
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

function* elementsOf(task: Task): Generator<LiveElement> {
  if (task.kind === "ipv4")
    for (const [i, start] of task.list.starts.entries())
      yield { values: [BigInt(start)], length: task.list.lengths[i]! };
  if (task.kind === "ipv6") for (const { start, length } of task.list) yield { values: [start], length };
}
