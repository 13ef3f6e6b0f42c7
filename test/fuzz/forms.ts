import { FIELD_NAMES, fieldRow, type DatatypeName, type FieldName } from "../../src/packet/index.js";
import type { Literal, WrittenField, WrittenValue } from "./written.js";

/** The kinds of single values that the rule language knows; the last four are those of TCP flags. */
export type ValueKind = "value" | "name" | "prefix" | "range" | "set" | "any" | "all" | "exact";

const ADDRESS = ["value", "prefix", "range"] as const;
const NUMBER = ["value", "range"] as const;
const NAMED_NUMBER = ["value", "name", "range"] as const;

const KINDS = {
  "ipv4-address": ADDRESS,
  "ipv6-address": ADDRESS,
  "mac-address": NUMBER,
  number: NUMBER,
  port: NUMBER,
  "ether-type": NAMED_NUMBER,
  protocol: NAMED_NUMBER,
  dscp: NAMED_NUMBER,
  ecn: NAMED_NUMBER,
  "arp-operation": NAMED_NUMBER,
  "icmp-type": NAMED_NUMBER,
  "icmpv6-type": NAMED_NUMBER,
  "ipv6-extension": ["name"],
  "tcp-flags": ["name", "set", "any", "all", "exact"],
  fragment: ["name"],
  boolean: ["value"],
} as const satisfies Record<DatatypeName, readonly ValueKind[]>;

/** The kinds of values that a field takes. */
export const kindsOf = (field: FieldName): readonly ValueKind[] => KINDS[fieldRow(field).type.name];

/** What the values of a match are: none, one of some kind, several of one kind, or of several kinds. */
export type Operand = ValueKind | "nothing" | "list" | "mixed list";

/** One way to write a match on a field; the counting of coverage goes by them. */
export interface Form {
  readonly field: FieldName;
  readonly operand: Operand;
  readonly negated: boolean;
}

/** `tcpDport not list` */
export const nameOfForm = ({ field, operand, negated }: Form) =>
  `${field} ${negated ? "not " : ""}${operand}`;

/** Every way to write a match: every field, all that it takes, plain and negated. */
export const FORMS: readonly Form[] = FIELD_NAMES.flatMap((field) =>
  operandsOf(field).flatMap((operand): Form[] => {
    const plain = { field, operand, negated: false };
    // `not()` would be a list without values.
    return operand === "nothing" ? [plain] : [plain, { ...plain, negated: true }];
  }),
);

function operandsOf(field: FieldName): Operand[] {
  const kinds = kindsOf(field);
  return [
    ...kinds,
    "list",
    ...(kinds.length > 1 ? (["mixed list"] as const) : []),
    ...(fieldRow(field).type.name === "boolean" ? (["nothing"] as const) : []),
  ];
}

/** The form in which a match is written. */
export function formOf({ field, negated, values }: WrittenField): Form {
  const kinds = new Set(values.map((value) => kindOf(value, field)));
  const [kind] = kinds;
  const operand =
    kind === undefined ? "nothing" : kinds.size > 1 ? "mixed list" : values.length > 1 ? "list" : kind;
  return { field, operand, negated };
}

function kindOf(value: WrittenValue, field: FieldName): ValueKind {
  if (value.kind === "range") return "range";
  const { literal } = value;
  if (typeof literal === "object") return kindOfFlags(literal);
  if (typeof literal !== "string") return "value";
  if (!kindsOf(field).includes("name")) return literal.includes("/") ? "prefix" : "value";
  return "name";
}

function kindOfFlags(literal: Extract<Literal, object>): ValueKind {
  for (const form of ["any", "all", "exact"] as const) if (form in literal) return form;
  return "set";
}
