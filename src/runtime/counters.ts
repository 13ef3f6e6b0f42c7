import { fail } from "../diagnostics/index.js";
import { orPrivilege } from "../kernel/capabilities.js";
import type { LoadedProgram } from "../kernel/object.js";
import { mapNamed } from "../kernel/program-maps.js";
import { openMap, programInfo } from "../kernel/sys/bpf.js";
import { native } from "../kernel/sys/libbpf.js";
import { CARRIED_MAP, COUNTERS_MAP, type Manifest, type ManifestRule } from "../manifest/index.js";
import {
  NO_COUNT,
  openSlots,
  slotsOf,
  type Count,
  type CounterMaps,
  type CounterSlots,
} from "./counter-slots.js";
import type { RunningProgram } from "./program.js";

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
  readonly read: () => Counters;
  /** One of them by its slot in the manifest; null, of a rule that never decides, is nothing. */
  readonly readSlot: (slot: number | null) => Count;
  readonly close: () => void;
}

/**
 * Opens the counters of a program that xdpgen built. They go on over replacements: what rules of the same name had counted before belongs
 * to them. Fails with XG603 (privilege: CAP_SYS_ADMIN), XG608 (it has gone) and XG614 (not ours).
 */
export function openCounters(program: RunningProgram): CounterReader {
  const { manifest, countersMapId: id, interface: on, maps } = program;
  const foreign = (): never => fail("XG614", { ifname: on.name, program: program.name, id: program.id });
  if (manifest === undefined || id === undefined) return foreign();
  return orPrivilege("looking into a program that is attached", () => {
    const own = openMap(id);
    if (own === undefined) return fail("XG608", { ifname: on.name });
    const carriedId = mapNamed(maps, CARRIED_MAP)?.id;
    const carried = carriedId === undefined ? undefined : openMap(carriedId);
    const close = () => [own, carried].forEach((fd) => fd !== undefined && native().close(fd));
    const reader = readerOf(
      manifest,
      { own, carried },
      maps.map((map) => map.id),
    );
    if (reader === undefined) {
      close();
      return foreign();
    }
    return {
      read: () => reader.read(),
      readSlot: (slot) => reader.readSlot(slot),
      close() {
        reader.close();
        close();
      },
    };
  });
}

/** The counters of a program that this process has loaded, readable until that is closed. Fails with XG503 when it has none. */
export function countersOf(program: LoadedProgram, objectPath: string): CounterReader {
  const { maps, manifest, fd } = program;
  const own = maps.get(COUNTERS_MAP);
  const reader =
    own === undefined
      ? undefined
      : readerOf(manifest, { own, carried: maps.get(CARRIED_MAP) }, programInfo(fd).mapIds);
  return (
    reader ??
    fail("XG503", { path: objectPath, reason: "its counters are not those that its manifest speaks of" })
  );
}

/** Whether a map has the form of our counters and a place for every slot. */
export function hasCounters(fd: number, { rules, policy }: Manifest): boolean {
  const slots = slotsOf(fd);
  return slots !== undefined && [policy, ...rules].every(({ slot }) => (slot ?? 0) < slots);
}

function readerOf(
  manifest: Manifest,
  maps: CounterMaps,
  mapIds: readonly number[],
): CounterReader | undefined {
  if (!hasCounters(maps.own, manifest)) return undefined;
  const slots = openSlots(maps, mapIds);
  return {
    read: () => readAll(slots, manifest),
    readSlot: (slot) => readOne(slots, slot),
    close: () => slots.close(),
  };
}

function readAll(slots: CounterSlots, { rules, policy }: Manifest): Counters {
  return {
    rules: rules.map((rule) => ({ rule, ...readOne(slots, rule.slot) })),
    policy: slots.read(policy.slot),
  };
}

const readOne = (slots: CounterSlots, slot: number | null): Count =>
  slot === null ? NO_COUNT : slots.read(slot);
