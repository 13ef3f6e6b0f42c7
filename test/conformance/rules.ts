import type { FieldMatch, Match, Program, Rule } from "../../src/ir/index.js";
import type { ActionName, FieldName, ProtocolName } from "../../src/packet/index.js";
import type { OperatorSample } from "../../src/testing/samples.js";

/** Every rule stands on a line of its own. */
const span = (id: number) => ({ file: "rules/conformance.ts", line: id + 1, column: 1 });

/** A program of rules given as their actions and matches. */
export function programOf(
  policy: ActionName,
  rules: readonly (readonly [ActionName, ...Match[]])[],
): Program {
  return {
    policy,
    sets: [],
    rules: rules.map(([action, ...matches], id): Rule => ({
      id,
      name: `rule ${id}`,
      action,
      matches,
      predicates: [],
      live: [],
      span: span(id),
    })),
  };
}

/** A match on a field as one of the field's operator samples compares it. */
export function fieldMatch(field: FieldName, { operand, negated }: Omit<OperatorSample, "name">): FieldMatch {
  return { kind: "field", field, operand, negated, span: span(0) };
}

/** A match on one value of a field. */
export function equals(field: FieldName, value: number | bigint): FieldMatch {
  const interval = { first: BigInt(value), last: BigInt(value) };
  return fieldMatch(field, { operand: { kind: "intervals", intervals: [interval] }, negated: false });
}

/** A match on a protocol. */
export function protocolMatch(protocol: ProtocolName): Match {
  return { kind: "protocol", protocol, span: span(0) };
}
