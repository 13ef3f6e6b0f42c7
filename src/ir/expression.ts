import type { Span } from "../diagnostics/index.js";
import type { FieldName, ProtocolName } from "../packet/index.js";
import type { IntervalsOperand, SetOperand } from "./operand.js";

/** What every expression has beside its meaning. */
export interface Written {
  /** Where it stands in the user's source. */
  readonly span: Span;
  /** Its source text: one line, at most 80 characters. */
  readonly text: string;
}

/** `+ - * %` as in JavaScript. `/` is floor division; it and `& | ^ << >>` are of numbers that are not negative. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "&" | "|" | "^" | "<<" | ">>";

/** As in JavaScript, on integers. */
export type ComparisonOperator = "===" | "!==" | "<" | "<=" | ">" | ">=";

/** `a < b` is `b > a`. */
export const TURNED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "===": "===",
  "!==": "!==",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** A constant. */
export interface NumberConstant extends Written {
  readonly kind: "number";
  readonly value: bigint;
}

/** A field's value. In a packet that does not have it the rule does not match. */
export interface FieldExpression extends Written {
  readonly kind: "field";
  readonly field: FieldName;
}

/** Bytes of the payload (docs/semantics.md) in network byte order. Where they are not all there the rule does not match. */
export interface PayloadExpression extends Written {
  readonly kind: "payload";
  /** How many bytes. */
  readonly size: 1 | 2 | 4;
  /** The first of them, counted from 0; below 0 nothing is there. */
  readonly offset: NumberExpression;
}

/** How many bytes of payload there are, perhaps none. In a packet that has no payload (docs/semantics.md) the rule does not match. */
export interface PayloadLengthExpression extends Written {
  readonly kind: "payload-length";
}

/** Two numbers made one. A division by zero: the rule does not match. */
export interface ArithmeticExpression extends Written {
  readonly kind: "arithmetic";
  readonly op: ArithmeticOperator;
  readonly left: NumberExpression;
  readonly right: NumberExpression;
}

export interface NegateExpression extends Written {
  readonly kind: "negate";
  readonly operand: NumberExpression;
}

/** `condition ? then : otherwise`; what is not chosen is not asked. */
export interface Choice<T> extends Written {
  readonly kind: "choice";
  readonly condition: BooleanExpression;
  readonly then: T;
  readonly otherwise: T;
}

/**
 * An integer, signed, within ±(2^53 - 1) whatever the packet is (`expressionFault`). Fields of more than 53 bits, and
 * constants to compare them with, stand as they are on both sides of `===` and `!==`, and are asked with `in`; nothing else.
 */
export type NumberExpression =
  | NumberConstant
  | FieldExpression
  | PayloadExpression
  | PayloadLengthExpression
  | ArithmeticExpression
  | NegateExpression
  | Choice<NumberExpression>;

export interface BooleanConstant extends Written {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** Whether the packet has a protocol, as a protocol match asks it. */
export interface HasExpression extends Written {
  readonly kind: "has";
  readonly protocol: ProtocolName;
}

export interface CompareExpression extends Written {
  readonly kind: "compare";
  readonly op: ComparisonOperator;
  readonly left: NumberExpression;
  readonly right: NumberExpression;
}

/** Whether two booleans are the same, or are not when negated. */
export interface SameExpression extends Written {
  readonly kind: "same";
  readonly left: BooleanExpression;
  readonly right: BooleanExpression;
  readonly negated: boolean;
}

/** Whether a number lies in one of the intervals. */
export interface InExpression extends Written {
  readonly kind: "in";
  readonly operand: NumberExpression;
  readonly values: IntervalsOperand | SetOperand;
}

/** Whether a field's value is, at that moment, an element of a live set. */
export interface InLiveExpression extends Written {
  readonly kind: "in-live";
  readonly operand: FieldExpression;
  /** The set's name: one of the program's `sets`, of a type that the field has. */
  readonly set: string;
}

/** Whether the payload has these bytes from byte `offset` on. One that is too short, or none, has not. */
export interface StartsExpression extends Written {
  readonly kind: "starts";
  /** 1 to 64 of them. */
  readonly bytes: Uint8Array;
  /** From 0. */
  readonly offset: number;
}

/** Both or either, from left to right: the right side is asked only when the left one does not settle it. */
export interface LogicalExpression extends Written {
  readonly kind: "and" | "or";
  readonly left: BooleanExpression;
  readonly right: BooleanExpression;
}

export interface NotExpression extends Written {
  readonly kind: "not";
  readonly operand: BooleanExpression;
}

/** What is true or false of a packet, or not to be said because it lacks what is asked for: then the rule does not match. */
export type BooleanExpression =
  | BooleanConstant
  | HasExpression
  | CompareExpression
  | SameExpression
  | InExpression
  | InLiveExpression
  | StartsExpression
  | LogicalExpression
  | NotExpression
  | Choice<BooleanExpression>;

/** What a predicate is made of. It is a tree: its parts may be shared, never itself among them. */
export type Expression = NumberExpression | BooleanExpression;

/** What a rule's author wrote as a function of the packet; asked after the rule's matches and before its live ones. */
export interface Predicate {
  readonly expression: BooleanExpression;
  /** What C names are made of: any text. */
  readonly name: string;
  readonly span: Span;
}

/** The expressions that an expression is made of, from left to right. */
export function partsOfExpression(expression: Expression): readonly Expression[] {
  const { kind } = expression;
  if (kind === "arithmetic" || kind === "compare" || kind === "same" || kind === "and" || kind === "or")
    return [expression.left, expression.right];
  if (kind === "choice") return [expression.condition, expression.then, expression.otherwise];
  if (kind === "negate" || kind === "not" || kind === "in" || kind === "in-live") return [expression.operand];
  return kind === "payload" ? [expression.offset] : [];
}
