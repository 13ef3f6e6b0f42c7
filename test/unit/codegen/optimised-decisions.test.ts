/** Whatever the optimiser takes out or refuses: no packet is decided otherwise. Random rules about packets that there are. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import { formatMatch, type Match, type Program, type Rule } from "../../../src/ir/index.js";
import { FIELD_NAMES, PROTOCOL_NAMES, type FieldName } from "../../../src/packet/index.js";
import { decode, interpret, type DecodedPacket } from "../../../src/testing/index.js";
import { fieldSamples, hostileFrames, operatorsOf } from "../../../src/testing/samples.js";

const SEED = 20_240_117;
const RULESETS = 2000;
/** Every so many of the samples: the others are like them. */
const SHARE = 11;

const span = { file: "rules/x.ts", line: 1, column: 1 };
const ruleOf = (id: number, matches: readonly Match[]): Rule => ({
  id,
  name: `rule ${id}`,
  action: "drop",
  matches,
  predicates: [],
  live: [],
  span,
});

const allPackets = [...hostileFrames(), ...FIELD_NAMES.flatMap(fieldSamples)].map(({ frame, context }) =>
  decode(frame, context),
);
const packets = allPackets.filter((_, index) => index % SHARE === 0);

const onField = (field: FieldName): Match[] =>
  operatorsOf(field).map(({ operand, negated }) => ({ kind: "field", field, operand, negated, span }));
const MATCHES: readonly Match[] = [
  ...PROTOCOL_NAMES.map((protocol): Match => ({ kind: "protocol", protocol, span })),
  ...FIELD_NAMES.flatMap(onField),
];

const holds = (match: Match, packet: DecodedPacket) =>
  interpret({ rules: [ruleOf(0, [match])], policy: "pass", sets: [] }, packet).rule !== null;

/** The packets of which a match holds; every match is asked of every packet once. */
const held = new Map<Match, readonly boolean[]>();
function heldBy(match: Match): readonly boolean[] {
  const known = held.get(match) ?? packets.map((packet) => holds(match, packet));
  held.set(match, known);
  return known;
}

/** The id of the rule that decides each packet. */
const decisions = ({ rules }: Program) =>
  packets.map((_, i) => rules.find(({ matches }) => matches.every((match) => heldBy(match)[i]))?.id);

/**
 * Rulesets of two rules that both match one packet, so none of them is impossible, and often one hides the other.
 * Few fields are drawn from, so that rules speak of the same.
 */
const rulesets = fc
  .tuple(
    fc.nat(packets.length - 1),
    fc.uniqueArray(fc.constantFrom(...FIELD_NAMES), { minLength: 1, maxLength: 3 }),
  )
  .chain(([at, fields]) => {
    const holding = MATCHES.filter((match) => holds(match, packets[at]!));
    const ofFields = holding.filter((match) => match.kind === "field" && fields.includes(match.field));
    const ofProtocols = holding.filter((match) => match.kind === "protocol");
    const lists = [ofFields, ofProtocols].filter((list) => list.length > 0);
    if (lists.length === 0) return fc.constant(undefined);
    const match = fc.oneof(...lists.map((list) => fc.constantFrom(...list)));
    const rule = fc.uniqueArray(match, { minLength: 1, maxLength: 3 });
    return fc.tuple(rule, rule);
  })
  .filter((rules) => rules !== undefined)
  .map(([first, second]): Program => ({
    rules: [ruleOf(0, first), ruleOf(1, second)],
    policy: "pass",
    sets: [],
  }));

const text = ({ rules }: Program) =>
  rules.map(({ matches }) => matches.map(formatMatch).join(" ")).join("\n");

test("a match that holds for a packet is never refused", () => {
  const possible = MATCHES.filter((match) => allPackets.some((packet) => holds(match, packet)));
  expect(possible.length).toBeGreaterThan(MATCHES.length / 2);
  for (const match of possible)
    expect(
      () => optimise({ rules: [ruleOf(0, [match])], policy: "pass", sets: [] }),
      formatMatch(match),
    ).not.toThrow();
});

describe(`random rules, seed ${SEED}`, () => {
  const programs = fc.sample(rulesets, { seed: SEED, numRuns: RULESETS });

  test("a rule that a packet matches is never refused, and no packet is decided by another rule", () => {
    const removed = { rules: 0, matches: 0 };
    for (const program of programs) {
      expect(() => optimise(program), text(program)).not.toThrow();
      const optimised = optimise(program).program;
      expect(decisions(optimised), text(program)).toEqual(decisions(program));
      const matches = (rules: readonly Rule[]) => rules.flatMap((rule) => rule.matches).length;
      const kept = program.rules.filter(({ id }) => optimised.rules.some((rule) => rule.id === id));
      removed.rules += program.rules.length - kept.length;
      removed.matches += matches(kept) - matches(optimised.rules);
    }
    // Otherwise this would show nothing.
    expect(removed.rules).toBeGreaterThan(RULESETS / 20);
    expect(removed.matches).toBeGreaterThan(RULESETS / 20);
  });
});
