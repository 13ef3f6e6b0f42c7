import { plan } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import type { KeyPart, LiveMatch, Program, Rule } from "../../src/ir/index.js";
import { fieldRow, FIELD_NAMES, type FieldName, type LiveSetType } from "../../src/packet/index.js";
import type { Sample } from "../../src/testing/samples.js";
import {
  and,
  arithmetic,
  compare,
  field as valueOf,
  has,
  inLive,
  not,
  or,
  predicate,
} from "../support/expressions.js";
import { identityOf } from "../support/identity.js";
import type { KernelCase } from "./cases.js";

/** Sets of every form, and fields that are of their types. */
const SETS: readonly (readonly [LiveSetType, readonly FieldName[], capacity: number])[] = [
  [["ipv4"], ["ipv4Src"], 100],
  [["ipv4"], ["ipv4Dst"], 100_000],
  [["ipv6"], ["ipv6Src"], 100],
  [["ipv6"], ["ipv6Dst"], 100_000],
  [["mac"], ["etherSrc"], 1000],
  [["port"], ["dport"], 1000],
  [["ipv4", "tcp-port"], ["ipv4Src", "tcpDport"], 1000],
  [["ipv6", "udp-port"], ["ipv6Src", "udpDport"], 1000],
];

const KEYS: readonly (readonly FieldName[])[] = [
  [],
  ["ipv4Src"],
  ["ipv6Src", "ipv6Dst"],
  ["etherSrc", "dport"],
];

/** More than any test sends, so that no bucket is ever empty, whatever the time. */
const PLENTY = 1_000_000_000;

const packetLength = valueOf("packetLength");

const span = { file: "rules/live.ts", line: 1, column: 1 };
const whole = (field: FieldName): KeyPart => ({ field, length: fieldRow(field).bits });

/** Predicates that ask each set of one field; and one that asks them sixty times. */
const ASKED = SETS.flatMap(([, [field, second]], i) =>
  second === undefined
    ? [
        or(not(inLive(field!, `set${i}`)), compare("<", packetLength, 100)),
        or(inLive(field!, `set${i}`), has("tcp")),
      ]
    : [],
);
const large = Array.from({ length: 60 }, (_, i) =>
  and(ASKED[i % ASKED.length]!, compare("===", arithmetic("%", packetLength, 7 + i), i % 7)),
).reduce((one, other) => or(one, other));

/**
 * A program of live rules of every kind, as few as fit the program's own function or as many as need others, of which the outcome depends on
 * the frame alone: sets are empty, buckets full, and samples take everything. `wide` has the packet hold every field that there is.
 */
export function liveCase(title: string, { wide }: { readonly wide: boolean }): KernelCase["make"] {
  const live: LiveMatch[] = [
    ...SETS.flatMap(([, fields], i) =>
      [false, true].map((negated) => ({ kind: "live-set" as const, set: `set${i}`, fields, negated, span })),
    ),
    ...KEYS.flatMap((key) =>
      (["packets", "bytes"] as const).map((unit) => ({
        kind: "over" as const,
        rate: PLENTY,
        unit,
        burst: PLENTY,
        key: key.map(whole),
        keys: 1000,
        span,
      })),
    ),
    { kind: "sample", threshold: 2 ** 32, perFlow: false, span },
    { kind: "sample", threshold: 2 ** 32, perFlow: true, span },
  ];
  const asked = wide ? FIELD_NAMES : [];
  const rules: Omit<Rule, "id" | "name" | "span">[] = [
    ...live.map((match) => ({
      action: "drop" as const,
      statement: "monitor" as const,
      matches: [],
      predicates: [],
      live: [match],
    })),
    ...SETS.map(([, fields], i) => ({
      action: "drop" as const,
      matches: [equalsZero("packetLength")],
      predicates: [],
      live: [],
      ban: { set: `set${i}`, key: fields.map(whole), milliseconds: 10_000, span },
    })),
    ...[...ASKED, large].map((expression) => ({
      action: "drop" as const,
      statement: "monitor" as const,
      matches: [],
      predicates: [predicate(expression)],
      live: [],
    })),
    ...asked.map((field) => ({
      action: "drop" as const,
      statement: "monitor" as const,
      matches: [equalsZero(field)],
      predicates: [],
      live: [],
    })),
  ];
  const program: Program = {
    policy: "pass",
    sets: SETS.map(([type, , capacity], i) => ({
      name: `set${i}`,
      type,
      capacity,
      milliseconds: undefined,
      elements: [],
      span,
    })),
    rules: rules.map((rule, id) => ({ ...rule, id, name: `rule ${id}`, span })),
  };
  return async () => ({
    written: program,
    object: await compile(emit(plan(program), program, identityOf(title)), []),
  });
}

const equalsZero = (field: FieldName): Rule["matches"][number] => ({
  kind: "field",
  field,
  operand: { kind: "intervals", intervals: [{ first: 0n, last: 0n }] },
  negated: false,
  span,
});

/** The cases of live rules. */
export const liveCases = (frames: readonly Sample[]): readonly KernelCase[] => [
  { title: "live rules of every kind", make: liveCase("live", { wide: false }), frames },
  { title: "live rules of every kind, and all fields", make: liveCase("live-wide", { wide: true }), frames },
];
