import { fail } from "../diagnostics/index.js";
import { orPrivilege } from "../kernel/capabilities.js";
import type { LoadedProgram } from "../kernel/object.js";
import { lookup, mapInfo, openMap } from "../kernel/sys/bpf.js";
import { check } from "../kernel/sys/errno.js";
import { native } from "../kernel/sys/libbpf.js";
import { COUNTER_BYTES, COUNTERS_MAP, type Manifest, type ManifestRule } from "../manifest/index.js";
import type { RunningProgram } from "./program.js";

/** What was counted, over all processors, since the program was loaded. */
export interface Count {
  readonly packets: bigint;
  /** Bytes of the frames, Ethernet headers included. */
  readonly bytes: bigint;
}

/** A rule and the packets that it decided. */
export interface RuleCount extends Count {
  readonly rule: ManifestRule;
}

/** All counters of a program, read once. Each is right; they are not from one instant. */
export interface Counters {
  /** In the order of the ruleset. A rule that never decides has zeros. */
  readonly rules: readonly RuleCount[];
  /** The packets that no rule decided. */
  readonly policy: Count;
}

/** The counters of one program, open: they can be read until `close`, also when the program has been replaced. */
export interface CounterReader {
  read(): Counters;
  close(): void;
}

/** Opens the counters of a program that xdpgen built. Fails with XG603 (privilege: CAP_SYS_ADMIN), XG608 (it has gone) and XG614 (not ours). */
export function openCounters(program: RunningProgram): CounterReader {
  const { manifest, countersMapId: id, interface: on } = program;
  const foreign = (): never => fail("XG614", { ifname: on.name, program: program.name, id: program.id });
  if (manifest === undefined || id === undefined) return foreign();
  const fd = orPrivilege("looking into a program that is attached", () => openMap(id));
  if (fd === undefined) return fail("XG608", { ifname: on.name });
  if (!hasCounters(fd, manifest)) {
    native().close(fd);
    return foreign();
  }
  return { read: () => readCounters(fd, manifest), close: () => void native().close(fd) };
}

/** The counters of a program that this process has loaded, readable until that is closed. Fails with XG503 when it has none. */
export function countersOf(program: LoadedProgram, objectPath: string): () => Counters {
  const { maps, manifest } = program;
  const fd = maps.get(COUNTERS_MAP);
  if (fd === undefined || !hasCounters(fd, manifest))
    return fail("XG503", {
      path: objectPath,
      reason: "its counters are not those that its manifest speaks of",
    });
  return () => readCounters(fd, manifest);
}

/** enum bpf_map_type of linux/bpf.h. */
const MAP_TYPE_PERCPU_ARRAY = 6;
const NOTHING: Count = { packets: 0n, bytes: 0n };

/** Whether a map has the form of our counters and a place for every slot: the kernel would write a longer value past our buffer. */
function hasCounters(fd: number, { rules, policy }: Manifest): boolean {
  const { type, keyBytes, valueBytes, maxEntries } = mapInfo(fd);
  const slots = [policy.slot, ...rules.map((rule) => rule.slot ?? 0)];
  return (
    type === MAP_TYPE_PERCPU_ARRAY &&
    keyBytes === 4 &&
    valueBytes === COUNTER_BYTES &&
    slots.every((slot) => slot < maxEntries)
  );
}

function readCounters(fd: number, { rules, policy }: Manifest): Counters {
  const cpus = check("libbpf_num_possible_cpus", native().libbpf_num_possible_cpus());
  const value = Buffer.alloc(COUNTER_BYTES * cpus);
  const count = (slot: number): Count => {
    lookup(fd, slot, value);
    let packets = 0n;
    let bytes = 0n;
    for (let at = 0; at < value.length; at += COUNTER_BYTES) {
      packets += value.readBigUInt64LE(at);
      bytes += value.readBigUInt64LE(at + 8);
    }
    return { packets, bytes };
  };
  return {
    rules: rules.map((rule) => ({ rule, ...(rule.slot === null ? NOTHING : count(rule.slot)) })),
    policy: count(policy.slot),
  };
}
