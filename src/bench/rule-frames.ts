import type { Operand, Program, Rule } from "../ir/index.js";
import { fieldRow, maxOf, type FieldName, type HeaderName } from "../packet/index.js";
import { decode } from "../testing/decode.js";
import { writeBits } from "../frames/fields.js";
import { interpret } from "../testing/interpret.js";
import type { Random } from "./random.js";
import { STACKS, type Stack } from "./stacks.js";

/** Frames by what becomes of them. */
export interface RuleFrames {
  /** Some rule decides them; of each rule about as many, of those for which a frame was found. */
  readonly hit: readonly Uint8Array[];
  /** The policy decides them. */
  readonly miss: readonly Uint8Array[];
  /** The ids of rules that decide none of the frames. */
  readonly without: readonly number[];
}

/** Fields that differ from packet to packet in any traffic. */
const VARIED: readonly FieldName[] = [
  ...(["etherSrc", "ipv4Src", "ipv4Dst", "ipv6Src", "ipv6Dst"] as const),
  ...(["tcpSport", "tcpDport", "udpSport", "udpDport"] as const),
];

/** How many frames are tried for each that is wanted. */
const ATTEMPTS = 4;

/**
 * Makes frames for each rule, with values that its matches take, and frames that no rule is about: at most `count` of each kind.
 * The reference interpreter says which rule decides a frame.
 */
export function framesFor(program: Program, count: number, random: Random): RuleFrames {
  const chosen = program.rules.length > count ? sampleOf(program.rules, count, random) : program.rules;
  const each = Math.max(1, Math.floor(count / Math.max(1, chosen.length)));
  const hit: Uint8Array[] = [];
  const without: number[] = [];
  for (const rule of chosen) {
    const found = search(
      each,
      () => frameFor(rule, random),
      (frame) => decider(program, frame) === rule.id,
    );
    hit.push(...found);
    if (found.length === 0) without.push(rule.id);
  }
  const anything = (): Uint8Array => varied(STACKS[random.below(STACKS.length)]!, random);
  return { hit, without, miss: search(count, anything, (frame) => decider(program, frame) === undefined) };
}

function decider(program: Program, frame: Uint8Array): number | undefined {
  return interpret(program, decode(frame)).rule?.id;
}

function search(
  count: number,
  make: () => Uint8Array,
  suits: (frame: Uint8Array) => boolean,
): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let i = 0; i < ATTEMPTS * count && found.length < count; i++) {
    const frame = make();
    if (suits(frame)) found.push(frame);
  }
  return found;
}

function sampleOf(rules: readonly Rule[], count: number, random: Random): readonly Rule[] {
  return Array.from({ length: count }, () => rules[random.below(rules.length)]!);
}

/** A frame with the headers that the rule asks for, and in their fields values that its matches take. */
function frameFor(rule: Rule, random: Random): Uint8Array {
  const suitable = STACKS.filter((stack) => rule.matches.every((match) => carries(stack, headerOf(match))));
  const stacks = suitable.length > 0 ? suitable : STACKS;
  const stack = stacks[random.below(stacks.length)]!;
  const frame = varied(stack, random);
  for (const match of rule.matches)
    if (match.kind === "field" && !match.negated)
      write(frame, stack, match.field, draw(match.operand, match.field, random));
  return frame;
}

function headerOf(match: Rule["matches"][number]): HeaderName {
  return match.kind === "protocol" ? match.protocol : fieldRow(match.field).protocol;
}

/** Pseudo-headers are in every frame, or in any of IP. */
function carries({ starts }: Stack, header: HeaderName): boolean {
  if (header === "ip") return starts.has("ipv4") || starts.has("ipv6");
  return header === "meta" || starts.has(header);
}

function varied(stack: Stack, random: Random): Uint8Array {
  const frame = Uint8Array.from(stack.bytes);
  for (const field of VARIED) write(frame, stack, field, anyValue(field, random));
  return frame;
}

/** Writes a field that lies in a header that the stack has; others are left to chance. */
function write(frame: Uint8Array, { starts }: Stack, field: FieldName, value: bigint): void {
  const { location, bits, protocol } = fieldRow(field);
  const start = starts.get(protocol);
  if (location.kind === "header" && start !== undefined) writeBits(frame, start, location, bits, value);
}

function draw(operand: Operand, field: FieldName, random: Random): bigint {
  const draws: { [K in Operand["kind"]]: (operand: Extract<Operand, { kind: K }>) => bigint } = {
    intervals({ intervals }) {
      const { first, last } = intervals[random.below(intervals.length)]!;
      return first + (anyValue(field, random) % (last - first + 1n));
    },
    set({ firsts, lasts }) {
      const i = random.below(firsts.length);
      return BigInt(firsts[i]! + random.below(lasts[i]! - firsts[i]! + 1));
    },
    bits({ tests }) {
      const { mask, value } = tests[random.below(tests.length)]!;
      return value | (anyValue(field, random) & ~mask);
    },
  };
  return (draws[operand.kind] as (operand: Operand) => bigint)(operand);
}

const WORD_BITS = 32n;

function anyValue(field: FieldName, random: Random): bigint {
  const { bits } = fieldRow(field);
  let value = 0n;
  for (let drawn = 0; drawn < bits; drawn += Number(WORD_BITS))
    value = (value << WORD_BITS) | BigInt(random.u32());
  return value & maxOf(bits);
}
