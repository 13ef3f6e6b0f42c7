import type { Ban, LiveMatch, LiveSetMatch, OverMatch, Program, Rule, SampleMatch } from "../ir/index.js";
import { fieldRow, type FieldName } from "../packet/index.js";
import type { DecodedPacket } from "./decode.js";
import { flowNumber } from "./flow-number.js";
import { createLiveElements, firstBits, type LiveElements } from "./live-elements.js";
import { createTokenBuckets, type TokenBuckets } from "./token-buckets.js";

/** What the outcome of live matches depends on beside the packet: elements of live sets, and buckets of rates. */
export interface LiveState {
  readonly sets: ReadonlyMap<string, LiveElements>;
  /** By the rule's id. */
  readonly buckets: ReadonlyMap<number, TokenBuckets>;
}

/** The state in which a program begins: first elements, full buckets. */
export function createLiveState({ sets, rules }: Program): LiveState {
  const rates = rules.flatMap(({ id, live }) => live.flatMap((m) => (m.kind === "over" ? [{ id, m }] : [])));
  return {
    sets: new Map(sets.map((set) => [set.name, createLiveElements(set)])),
    buckets: new Map(rates.map(({ id, m }) => [id, createTokenBuckets(m)])),
  };
}

/** What a live match comes to; `values` are those of the fields that it asks for, of a rate their first bits. */
export interface LiveOutcome {
  readonly outcome: "holds" | "no-field" | "differs";
  readonly values?: readonly bigint[];
}

const ABSENT: LiveOutcome = { outcome: "no-field" };

/** Whether a live match of a rule holds for a packet. Changes nothing. */
export function outcomeOfLive(
  match: LiveMatch,
  rule: Rule,
  packet: DecodedPacket,
  state: LiveState,
): LiveOutcome {
  const outcomes: { readonly [K in LiveMatch["kind"]]: (match: LiveMatch & { kind: K }) => LiveOutcome } = {
    "live-set": (asked) => outcomeOfSet(asked, packet, state),
    sample: (sample) => outcomeOfSample(sample, packet),
    over: (over) => outcomeOfRate(over, rule, packet, state),
  };
  return (outcomes[match.kind] as (match: LiveMatch) => LiveOutcome)(match);
}

/** Whether values are an element of a live set when a packet comes. */
export const isElement = (
  set: string,
  values: readonly bigint[],
  { now }: DecodedPacket,
  { sets }: LiveState,
): boolean => sets.get(set)!.has(values, now);

function outcomeOfSet(
  { fields, set, negated }: LiveSetMatch,
  packet: DecodedPacket,
  state: LiveState,
): LiveOutcome {
  const values = valuesOf(fields, packet);
  if (values === undefined) return ABSENT;
  return { outcome: isElement(set, values, packet, state) !== negated ? "holds" : "differs", values };
}

function outcomeOfSample({ threshold, perFlow }: SampleMatch, packet: DecodedPacket): LiveOutcome {
  const number = perFlow ? flowNumber(packet) : packet.random;
  if (number === undefined) return ABSENT;
  return { outcome: number < threshold ? "holds" : "differs" };
}

function outcomeOfRate(
  match: OverMatch,
  { id }: Rule,
  packet: DecodedPacket,
  { buckets }: LiveState,
): LiveOutcome {
  const values = keyValues(match.key, packet);
  if (values === undefined) return ABSENT;
  const isOver = buckets.get(id)!.isOver(values.join(","), packet.frame.length, packet.now);
  return { outcome: isOver ? "holds" : "differs", values };
}

/** What a packet takes that has come to a rule's rate and is not above it. */
export function takeToken(match: OverMatch, { id }: Rule, packet: DecodedPacket, state: LiveState): void {
  const values = keyValues(match.key, packet);
  if (values !== undefined) state.buckets.get(id)!.take(values.join(","), packet.frame.length, packet.now);
}

const NANOSECONDS_OF_A_MILLISECOND = 1_000_000n;

/** Adds what a ban says of a packet to its set; nothing when the packet lacks a field of the key. */
export function banPacket(
  { set, key, milliseconds }: Ban,
  program: Program,
  packet: DecodedPacket,
  state: LiveState,
): void {
  const values = keyValues(key, packet);
  if (values === undefined) return;
  const length = key.reduce((sum, part) => sum + part.length, 0);
  const time = milliseconds ?? program.sets.find(({ name }) => name === set)?.milliseconds;
  const deadline = time === undefined ? undefined : packet.now + BigInt(time) * NANOSECONDS_OF_A_MILLISECOND;
  state.sets.get(set)!.add({ values, length }, deadline, packet.now);
}

/** The values of fields, or undefined when the packet lacks one. */
function valuesOf(fields: readonly FieldName[], packet: DecodedPacket): readonly bigint[] | undefined {
  const values = fields.flatMap((field) => packet.fields.get(field) ?? []);
  return values.length === fields.length ? values : undefined;
}

/** The first bits of the fields of a key. */
function keyValues(key: OverMatch["key"], packet: DecodedPacket): readonly bigint[] | undefined {
  const values = valuesOf(
    key.map(({ field }) => field),
    packet,
  );
  return values?.map((value, i) => firstBits(value, key[i]!.length, fieldRow(key[i]!.field).bits));
}
