import { nearest } from "../../util/text.js";
import type { Refusal } from "../datatype.js";

/** The refusal of a name that a field does not know; `known` says in words what it does know. */
export function unknownName(word: string, field: string, names: readonly string[], known: string): Refusal {
  const near = nearest(word, names);
  const suggestion = near === undefined ? "" : `; did you mean "${near}"?`;
  return {
    kind: "refused",
    code: "XG207",
    args: { field, name: word, suggestion, known: `it knows ${known}` },
  };
}
