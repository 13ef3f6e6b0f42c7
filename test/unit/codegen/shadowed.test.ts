/** The index of `remove-shadowed` finds what comparing every rule with every earlier one finds, without doing that. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDemandIndex } from "../../../src/codegen/4-optimise/demand-index.js";
import { factsOf, headersOf } from "../../../src/codegen/4-optimise/facts.js";
import { removeShadowed } from "../../../src/codegen/4-optimise/passes/remove-shadowed.js";
import { createSession } from "../../../src/diagnostics/index.js";
import {
  hasAll,
  intervalCount,
  normalise,
  type Match,
  type Program,
  type Rule,
  valuesOf,
} from "../../../src/ir/index.js";
import { fieldRow, maxOf, PROTOCOL_NAMES, type FieldName } from "../../../src/packet/index.js";
import { equals, fieldMatch, programOf, protocolMatch } from "../../conformance/rules.js";

/** Rules that go, each with the earlier one that leaves it no packet. */
type Shadows = readonly (readonly [gone: string, earlier: string])[];

/** By the definition: the first rule that stays of which every match follows from what is known of the rule's packets. */
function byComparing({ rules }: Program): Shadows {
  const kept: Rule[] = [];
  const shadows: [string, string][] = [];
  for (const rule of rules) {
    const facts = factsOf(rule);
    const headers: readonly string[] = rule.matches.flatMap(headersOf);
    const fields: readonly string[] = rule.matches.flatMap((own) =>
      own.kind === "field" ? [own.field] : [],
    );
    const follows = (match: Match) =>
      match.kind === "protocol"
        ? headers.includes(match.protocol)
        : fields.includes(match.field) && hasAll(valuesOf(match), facts.get(match.field)!);
    const earlier = kept.find(({ matches }) => matches.every(follows));
    if (earlier === undefined) kept.push(rule);
    else shadows.push([rule.name, earlier.name]);
  }
  return shadows;
}

function byThePass(program: Program): Shadows {
  const session = createSession();
  const { rules } = removeShadowed.run(program, session);
  const gone = program.rules.filter((rule) => !rules.includes(rule)).map(({ name }) => name);
  const reported = session.diagnostics.map(({ message }) => {
    const [, name, earlier] = /"(rule \d+)".*"(rule \d+)"/.exec(message)!;
    return [name!, earlier!] as const;
  });
  expect(reported.map(([name]) => name)).toEqual(gone);
  return reported;
}

/** Few values, at the ends and about the middle, so that they often lie in each other. */
function values(field: FieldName): fc.Arbitrary<bigint> {
  const max = maxOf(fieldRow(field).bits);
  const middle = max / 2n;
  return fc.constantFrom(0n, 1n, 2n, 3n, middle - 1n, middle, middle + 1n, max - 1n, max);
}

function fieldMatches(field: FieldName): fc.Arbitrary<Match> {
  const interval = fc
    .tuple(values(field), values(field))
    .map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a }));
  const point = values(field).map((value) => ({ first: value, last: value }));
  return fc
    .tuple(fc.array(fc.oneof(interval, point), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([list, negated]) =>
      fieldMatch(field, { operand: { kind: "intervals", intervals: normalise(list) }, negated }),
    );
}

const flags = fc
  .tuple(fc.constantFrom(1n, 2n, 3n, 18n), fc.constantFrom(0n, 2n, 19n), fc.boolean())
  .map(([mask, value, negated]) => {
    const tests = [{ mask, value: value & mask }];
    return fieldMatch("tcpFlags", { operand: { kind: "bits", tests }, negated });
  });

const match: fc.Arbitrary<Match> = fc.oneof(
  { arbitrary: fieldMatches("ipv4Src"), weight: 3 },
  { arbitrary: fieldMatches("tcpDport"), weight: 3 },
  ...(["ipv6Src", "ipv4Protocol", "l4Protocol", "vlanId", "packetLength", "dport"] as const).map(
    fieldMatches,
  ),
  flags,
  fc.constantFrom(...PROTOCOL_NAMES).map(protocolMatch),
);

/** Rules that can match something: the pass before has refused the others. */
const rule = fc
  .array(match, { maxLength: 3 })
  .filter((matches) => [...factsOf({ matches }).values()].every((known) => intervalCount(known) > 0));

const program = fc.array(rule, { minLength: 2, maxLength: 40 }).map((rules) =>
  programOf(
    "pass",
    rules.map((matches) => ["drop", ...matches]),
  ),
);

describe("shadowed rules", () => {
  test("the same go, because of the same earlier ones, as by comparing all", () => {
    let gone = 0;
    let stayed = 0;
    fc.assert(
      fc.property(program, (random) => {
        const shadows = byComparing(random);
        expect(byThePass(random)).toEqual(shadows);
        gone += shadows.length;
        stayed += random.rules.length - shadows.length;
      }),
      { numRuns: 500 },
    );
    // Otherwise nothing has been compared.
    expect(gone).toBeGreaterThan(500);
    expect(stayed).toBeGreaterThan(500);
  });
});

describe("the index", () => {
  const RULES = 2000;
  const list = (field: FieldName, ...numbers: number[]): Match => {
    const intervals = normalise(numbers.map((n) => ({ first: BigInt(n), last: BigInt(n) })));
    return fieldMatch(field, { operand: { kind: "intervals", intervals }, negated: false });
  };

  test.each<[string, (i: number) => readonly Match[]]>([
    ["an address each", (i) => [equals("ipv4Src", i * 77), equals("tcpDport", 443)]],
    ["a port each, of one address", (i) => [equals("ipv4Src", 1), equals("tcpDport", i)]],
    [
      "five addresses each",
      (i) => [list("ipv4Src", ...[1, 2, 3, 4, 5].map((n) => (i * n * 7919) % 2 ** 31))],
    ],
    ["a protocol and an address each", (i) => [protocolMatch("tcp"), equals("ipv6Dst", i)]],
  ])("of rules with %s few are candidates", (_, matchesOf) => {
    const index = createDemandIndex<number>();
    let candidates = 0;
    for (let i = 0; i < RULES; i++) {
      const matches = matchesOf(i);
      const demands = matches.map((m) => ({ match: m, values: m.kind === "field" ? valuesOf(m) : [] }));
      const found = index.candidates({ headers: matches.flatMap(headersOf), values: factsOf({ matches }) });
      for (const { length } of found) candidates += length;
      index.add(i, demands);
    }
    expect(candidates).toBeLessThan(RULES * 4);
  });
});
