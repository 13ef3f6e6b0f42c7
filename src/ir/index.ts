export type { FieldMatch, Match, Operand, Program, ProtocolMatch, Rule } from "./program.js";
