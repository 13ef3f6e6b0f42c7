import { ts, type Ts } from "../../ts-morph.js";

const K = ts.SyntaxKind;

/** Operators of two values, as the staging knows them. */
export const BINARY: ReadonlyMap<Ts.SyntaxKind, string> = new Map([
  [K.EqualsEqualsEqualsToken, "==="],
  [K.ExclamationEqualsEqualsToken, "!=="],
  [K.EqualsEqualsToken, "=="],
  [K.ExclamationEqualsToken, "!="],
  [K.LessThanToken, "<"],
  [K.LessThanEqualsToken, "<="],
  [K.GreaterThanToken, ">"],
  [K.GreaterThanEqualsToken, ">="],
  [K.PlusToken, "+"],
  [K.MinusToken, "-"],
  [K.AsteriskToken, "*"],
  [K.SlashToken, "/"],
  [K.PercentToken, "%"],
  [K.AsteriskAsteriskToken, "**"],
  [K.AmpersandToken, "&"],
  [K.BarToken, "|"],
  [K.CaretToken, "^"],
  [K.LessThanLessThanToken, "<<"],
  [K.GreaterThanGreaterThanToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanToken, ">>>"],
]);

/** `x op= y` */
export const COMPOUND: ReadonlyMap<Ts.SyntaxKind, string> = new Map([
  [K.PlusEqualsToken, "+"],
  [K.MinusEqualsToken, "-"],
  [K.AsteriskEqualsToken, "*"],
  [K.SlashEqualsToken, "/"],
  [K.PercentEqualsToken, "%"],
  [K.AsteriskAsteriskEqualsToken, "**"],
  [K.AmpersandEqualsToken, "&"],
  [K.BarEqualsToken, "|"],
  [K.CaretEqualsToken, "^"],
  [K.LessThanLessThanEqualsToken, "<<"],
  [K.GreaterThanGreaterThanEqualsToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, ">>>"],
]);

/** Operators whose right side is asked only sometimes. */
export const LOGICAL: ReadonlyMap<Ts.SyntaxKind, string> = new Map([
  [K.AmpersandAmpersandToken, "and"],
  [K.BarBarToken, "or"],
  [K.QuestionQuestionToken, "nullish"],
]);

/** The same with an assignment. */
export const LOGICAL_COMPOUND: ReadonlyMap<Ts.SyntaxKind, string> = new Map([
  [K.AmpersandAmpersandEqualsToken, "and"],
  [K.BarBarEqualsToken, "or"],
  [K.QuestionQuestionEqualsToken, "nullish"],
]);

/** Operators of one value. */
export const UNARY: ReadonlyMap<Ts.SyntaxKind, string> = new Map([
  [K.MinusToken, "-"],
  [K.PlusToken, "+"],
  [K.TildeToken, "~"],
]);
