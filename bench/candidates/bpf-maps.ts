import { loadC } from "../../src/bench/compile-c.js";
import type { LoadedProgram } from "../../src/kernel/object.js";
import { updateAll } from "../../src/kernel/sys/bpf.js";
import type { Ipv4List } from "../ipv4-lists.js";
import type { Ipv6List } from "../ipv6-lists.js";
import { sizeOf, type Task } from "../subject.js";
import type { XdpRecipe } from "./candidate.js";

/** The map of the C programs that the list goes into. */
const MAP = "sources";

/** A program by hand around BPF_MAP_TYPE_HASH. */
export const bpfHash: XdpRecipe = {
  isFloor: false,
  takes: (task) => task.kind === "ipv4" && task.exact,
  open: (task) => load("bpf-hash", task, task.kind === "ipv4" ? addresses(task.list) : NOTHING),
};

/** A program by hand around BPF_MAP_TYPE_LPM_TRIE. */
export const lpmTrie: XdpRecipe = {
  isFloor: false,
  takes: (task) => task.kind !== "rules",
  open(task) {
    const keys: { [K in Task["kind"]]: (task: Extract<Task, { kind: K }>) => Buffer } = {
      ipv4: ({ list }) => prefixes4(list),
      ipv6: ({ list }) => prefixes6(list),
      rules: () => NOTHING,
    };
    return load(
      task.kind === "ipv6" ? "lpm-trie-6" : "lpm-trie-4",
      task,
      (keys[task.kind] as (task: Task) => Buffer)(task),
    );
  },
};

const NOTHING = Buffer.alloc(0);

function load(name: string, task: Task, keys: Buffer): LoadedProgram {
  const count = sizeOf(task);
  const program = loadC(new URL(`../c/${name}.c`, import.meta.url), { ENTRIES: count });
  try {
    updateAll(program.maps.get(MAP)!, keys, Buffer.alloc(4 * count, 1), count);
    return program;
  } catch (error) {
    program.close();
    throw error;
  }
}

function addresses({ starts }: Ipv4List): Buffer {
  const keys = Buffer.alloc(4 * starts.length);
  for (const [i, start] of starts.entries()) keys.writeUInt32BE(start, 4 * i);
  return keys;
}

/** struct bpf_lpm_trie_key (linux/bpf.h): the length as the machine has it, then the address in network order. */
function prefixes4({ starts, lengths }: Ipv4List): Buffer {
  const keys = Buffer.alloc(8 * starts.length);
  for (const [i, start] of starts.entries()) {
    keys.writeUInt32LE(lengths[i]!, 8 * i);
    keys.writeUInt32BE(start, 8 * i + 4);
  }
  return keys;
}

function prefixes6(list: Ipv6List): Buffer {
  const keys = Buffer.alloc(20 * list.length);
  for (const [i, { start, length }] of list.entries()) {
    keys.writeUInt32LE(length, 20 * i);
    keys.writeBigUInt64BE(start >> 64n, 20 * i + 4);
    keys.writeBigUInt64BE(start & 0xffff_ffff_ffff_ffffn, 20 * i + 12);
  }
  return keys;
}
