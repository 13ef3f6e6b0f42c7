import fc from "fast-check";
import { ACTION_NAMES, PROTOCOL_NAMES, type ActionName } from "../../src/packet/index.js";
import type { DecodedPacket } from "../../src/testing/index.js";
import type { Batch } from "./batch.js";
import { FORMS, type Form } from "./forms.js";
import { anyMatchNear, matchNear, withoutConflicts } from "./matches.js";
import { onceIn, oneOf } from "./odds.js";
import { readPlainly } from "./plain-reading.js";
import { alone, isRefused } from "./possible.js";
import { drawn, shuffled } from "./seeds.js";
import type { WrittenMatch, WrittenProtocol, WrittenRule, WrittenRuleset } from "./written.js";

/** What a rule is made around. */
type Core = { readonly kind: "form"; readonly form: Form } | WrittenProtocol;

const CORES: readonly Core[] = [
  ...FORMS.map((form): Core => ({ kind: "form", form })),
  ...PROTOCOL_NAMES.map((protocol): Core => ({ kind: "protocol", protocol })),
];

/**
 * How many rules the rulesets have, in turn. Few rules stand in the program's own function, more in one of their own, and
 * the most in several (5-plan/parts.ts).
 */
const SIZES = [2, 8, 4, 16, 1, 12, 6, 40, 3, 8, 5, 20, 1, 12, 7, 160] as const;
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

/** So many rulesets, one after the other, have every form of every field and every protocol among them, whatever the seed. */
export const RULESETS_FOR_EVERYTHING = SIZES.length * Math.ceil(CORES.length / sum(SIZES));

/** The ruleset of a run that has this number, for the packets of its batch. */
export function rulesetOf(seed: number, number: number, batch: Batch): WrittenRuleset {
  return drawn(rulesets(coresOf(seed, number), policyOf(number), batch), seed, "ruleset", number);
}

/** All cores in an order of the seed's own, dealt to the rulesets one after the other, again and again. */
function coresOf(seed: number, number: number): Core[] {
  const deck = shuffled(CORES, seed, "cores", 0);
  const turn = number % SIZES.length;
  const start = sum(SIZES) * Math.floor(number / SIZES.length) + sum(SIZES.slice(0, turn));
  return Array.from({ length: SIZES[turn]! }, (_, i) => deck[(start + i) % deck.length]!);
}

/** Policies come in turn as well, and those of one size are not always the same. */
function policyOf(number: number): ActionName {
  return ACTION_NAMES[(number + Math.floor(number / SIZES.length)) % ACTION_NAMES.length]!;
}

const action = fc.constantFrom(...ACTION_NAMES);

function rulesets(cores: readonly Core[], policy: ActionName, batch: Batch): fc.Arbitrary<WrittenRuleset> {
  return fc
    .record({
      rules: fc.tuple(...cores.map((core) => ruleAround(core, batch))),
      hidden: fc.array(fc.tuple(fc.nat(), action, narrowing(batch)), { maxLength: 2 }),
      last: onceIn(12, action),
      malformed: onceIn(3, action),
      saysPass: fc.boolean(),
      nested: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    })
    .map(({ rules: drawn, hidden, last, malformed, saysPass, nested }) => {
      const rules = drawn.length < MANY_RULES ? drawn : narrowestFirst(drawn, batch);
      const options = {
        ...(policy === "pass" && !saysPass ? {} : { policy }),
        ...(malformed === undefined ? {} : { malformed }),
      };
      const narrower = hidden.map(([of, action, match]): WrittenRule => {
        const { matches } = rules[of % rules.length]!;
        return { action, matches: [...matches, match] };
      });
      const all: WrittenRule[] = last === undefined ? [] : [{ action: last, matches: [] }];
      return {
        nested,
        ...(Object.keys(options).length === 0 ? {} : { options }),
        rules: named([...rules, ...narrower, ...all]),
      };
    });
}

/** Of so many rules in any order most would be hidden by some that match nearly everything. */
const MANY_RULES = 20;
/** Enough packets to tell a narrow rule from a wide one. */
const PROBES = 400;

function narrowestFirst(rules: readonly WrittenRule[], batch: Batch): readonly WrittenRule[] {
  const probes = batch.packets.slice(0, PROBES);
  const width = new Map(
    rules.map((rule) => {
      const read = readPlainly(alone(rule));
      return [rule, probes.filter((packet) => read(packet).rule !== null).length];
    }),
  );
  return [...rules].sort((a, b) => width.get(a)! - width.get(b)!);
}

/** A rule that mostly matches some packet of the batch. */
function ruleAround(core: Core, batch: Batch): fc.Arbitrary<WrittenRule> {
  return oneOf(packetsFor(core, batch)).chain((packet) =>
    fc
      .record({
        action,
        name: onceIn(2, fc.constantFrom(...NAMES)),
        first: firstMatch(core, packet),
        more: fc.uniqueArray(anyMatchNear(packet), {
          // Few packets pass two matches or more, so the rules behind are asked as well.
          minLength: 1,
          maxLength: 3,
          selector: (match) => (match.kind === "field" ? match.field : match.protocol),
        }),
      })
      .chain(({ first, more, action, name }) => {
        const all = withoutConflicts([first, ...more]);
        return fc
          .shuffledSubarray([...all], { minLength: all.length })
          .map((matches) => ({ action, matches, ...(name === undefined ? {} : { name }) }));
      }),
  );
}

function packetsFor(core: Core, batch: Batch): readonly DecodedPacket[] {
  const packets =
    core.kind === "form" ? batch.havingField(core.form.field) : batch.havingProtocol(core.protocol);
  return packets.length === 0 ? batch.packets : packets;
}

/** Draws of a match, of which the first is taken that the compiler does not refuse: `not(…)` of all values, say. */
const DRAWS = 8;

function firstMatch(core: Core, packet: DecodedPacket): fc.Arbitrary<WrittenMatch> {
  if (core.kind === "protocol") return fc.constant(core);
  const match = matchNear(core.form, packet.fields.get(core.form.field) ?? 0n);
  return fc
    .array(match, { minLength: DRAWS, maxLength: DRAWS })
    .map((draws) => draws.find((drawn) => !isRefused({ action: "drop", matches: [drawn] })) ?? draws[0]!);
}

/** Added to a copy of an earlier rule: the copy never decides, and the compiler has to see it or to leave it alone. */
const narrowing = (batch: Batch): fc.Arbitrary<WrittenMatch> =>
  oneOf(batch.packets).chain((packet) =>
    matchNear({ field: "packetLength", operand: "range", negated: false }, BigInt(packet.frame.length)),
  );

/** What is hard to write into C, JSON and TypeScript: each character is one that a name may have. */
const NAMES = [
  "web",
  "quotes \" ' `",
  "back\\slash",
  "end */ of // a /* comment",
  "trigraph ??/",
  "{{braces}} ${x} %s",
  "ünïcödé 規則 🦊",
  "line\u2028separator",
  "#line 1",
];

/** Names are unique in a ruleset. */
const named = (rules: readonly WrittenRule[]) =>
  rules.map((rule, index) => (rule.name === undefined ? rule : { ...rule, name: `${rule.name} ${index}` }));
