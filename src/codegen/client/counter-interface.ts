import { StructureKind, type InterfaceDeclarationStructure } from "../ts-morph.js";
import type { Manifest, ManifestRule } from "../../manifest/index.js";
import { docText } from "./doc-text.js";

/** Of more rules the client knows no names: an editor would take seconds to read them. */
const NAMED_RULES = 1000;

/** The counters of a program as a type: a member a rule, under the rule's name. */
export function counterInterface({ rules }: Manifest): InterfaceDeclarationStructure {
  const common = {
    kind: StructureKind.Interface,
    name: "Counters",
  } as const;
  if (rules.length > NAMED_RULES)
    return {
      ...common,
      docs: [{ description: "What the rules have counted, by their names." }],
      indexSignatures: [{ keyName: "rule", keyType: "string", returnType: "Counter", isReadonly: true }],
    };
  return {
    ...common,
    docs: [{ description: "What each rule has counted, under its name." }],
    properties: rules.map((rule) => ({
      name: JSON.stringify(rule.name),
      type: "Counter",
      isReadonly: true,
      docs: [{ description: docText(`${whatOf(rule)}: ${rule.at.file}:${rule.at.line}`) }],
    })),
  };
}

const whatOf = ({ action, statement, slot }: ManifestRule): string =>
  slot === null
    ? `${action}, never decides`
    : statement === "sample"
      ? "sample"
      : statement === "monitor"
        ? `${action}, counted only`
        : action;
