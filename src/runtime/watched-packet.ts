import { nanoseconds } from "../kernel/clocks.js";
import { WATCHED, WATCHED_BYTES, type Manifest, type ManifestRule } from "../manifest/index.js";
import { actionOf, type ActionName } from "../packet/index.js";

/** A packet as the program saw it, and what it decided. */
export interface WatchedPacket {
  readonly time: Date;
  /** The same to the nanosecond: since 1970 in UTC. */
  readonly timestamp: bigint;
  /** The rule that decided; null when it was the policy. */
  readonly rule: ManifestRule | null;
  /** What the rule does; what really happened when `statement` is null. */
  readonly action: ActionName;
  /** "monitor": the rule, or the whole program, only counts; "sample": the rule shows packets and decides nothing. */
  readonly statement: ManifestRule["statement"];
  /** Bytes of the frame, Ethernet header included. */
  readonly length: number;
  /** The frame; of a longer one the first 256 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The interface that it came in through, by its number. */
  readonly ifindex: number;
}

/** struct watched of watch.h: all of it, whatever the frame's length. */
const RECORD_BYTES = WATCHED.bytes + WATCHED_BYTES;

/** A number is the slot above the action: decide.h. */
const ACTION_BITS = 3;

/** Makes a reader of records; what it does not know, as the map may be anybody's, and what is older than `since`, is undefined. */
export function createRecordReader(manifest: Manifest, monitored: boolean) {
  const rules = new Map(manifest.rules.flatMap((rule) => (rule.slot === null ? [] : [[rule.slot, rule]])));
  return (record: Uint8Array<ArrayBuffer>, since: bigint): WatchedPacket | undefined => {
    if (record.length !== RECORD_BYTES) return undefined;
    const view = new DataView(record.buffer, record.byteOffset, record.length);
    const time = view.getBigUint64(WATCHED.time, true);
    const decided = view.getUint32(WATCHED.decided, true);
    const captured = view.getUint32(WATCHED.captured, true);
    const action = actionOf(decided & ((1 << ACTION_BITS) - 1));
    const slot = decided >>> ACTION_BITS;
    const rule = rules.get(slot) ?? null;
    if (time < since || action === undefined || captured > WATCHED_BYTES) return undefined;
    if (rule === null && slot !== manifest.policy.slot) return undefined;
    const timestamp = nanoseconds("wall") - (nanoseconds("monotonic") - time);
    return {
      time: new Date(Number(timestamp / 1_000_000n)),
      timestamp,
      rule,
      action,
      statement: rule?.statement ?? (monitored ? "monitor" : null),
      length: view.getUint32(WATCHED.length, true),
      bytes: record.slice(WATCHED.bytes, WATCHED.bytes + captured),
      ifindex: view.getUint32(WATCHED.ifindex, true),
    };
  };
}
