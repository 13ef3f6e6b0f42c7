import { StructureKind, type InterfaceDeclarationStructure } from "../ts-morph.js";
import type { Manifest, ManifestSet } from "../../manifest/index.js";
import { LIVE_TYPES } from "../../packet/index.js";
import { durationText } from "../../util/duration.js";
import { docText } from "./doc-text.js";

/** The live sets of a program as a type: a member a set, typed by what its elements are. */
export function setInterface({ sets }: Manifest): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    name: "Sets",
    docs: [{ description: sets.length === 0 ? "The program has no live sets." : "The live sets." }],
    properties: sets.map((set) => ({
      name: JSON.stringify(set.name),
      type: `LiveSetHandle<${JSON.stringify(set.type)}>`,
      isReadonly: true,
      docs: [{ description: docText(whatOf(set)) }],
    })),
  };
}

function whatOf({ type, capacity, timeout }: ManifestSet): string {
  const what =
    type.length === 1
      ? LIVE_TYPES[type[0]].title
      : `pairs of ${type.map((name) => LIVE_TYPES[name].value).join(" and ")}`;
  const stays = timeout === null ? "until they are taken out" : `for ${durationText(timeout)}`;
  return `Up to ${capacity.toLocaleString("en-US")} ${what}, that stay ${stays} unless said otherwise.`;
}
