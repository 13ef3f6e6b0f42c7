import { createHash } from "node:crypto";
import type { InExpression, Operand, Predicate, Rule } from "../../ir/index.js";

/** Characters of a rule's content: 48 bits, in base64. */
const CHARACTERS = 8;

/**
 * What a rule says, without its name and its place, as a hash: the loader knows by it a rule that has got another name. Of a named set
 * it is the set's name that counts, and not what is in it.
 */
export function contentOf({ action, statement, matches, predicates, live, ban }: Rule): string {
  // A rule without predicates says nothing of them: it stays known to programs that were built before there were any.
  const asked = predicates.length === 0 ? {} : { predicates };
  const said = JSON.stringify({ action, statement, matches, ...asked, live, ban }, withoutPlaces);
  return createHash("sha256").update(said).digest("base64url").slice(0, CHARACTERS);
}

function withoutPlaces(key: string, value: unknown): unknown {
  if (key === "span" || key === "text") return undefined;
  if (key === "predicates") return (value as readonly Predicate[]).map(({ expression }) => expression);
  if (key === "values") return operandContent(value as InExpression["values"]);
  if (key === "operand") return operandContent(value as Operand);
  return typeof value === "bigint" ? String(value) : value;
}

function operandContent(operand: Operand): unknown {
  if (operand.kind !== "set")
    return operand.kind === "intervals" && operand.name !== undefined ? operand.name : operand;
  if (operand.name !== undefined) return operand.name;
  const bytes = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of [operand.firsts, operand.lasts])
    bytes.update(new Uint8Array(buffer, byteOffset, byteLength));
  return bytes.digest("base64url");
}
