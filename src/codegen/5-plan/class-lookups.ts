import { ACTIONS } from "../../packet/index.js";
import { decisionOf } from "../decision.js";
import { candidatesFor } from "./choose.js";
import type { Box, ClassLookups } from "./classifiers/index.js";
import type { Member } from "./gather.js";
import type { Lookups } from "./lookups.js";

/** Lookups of classes, among all others of the program. */
export const classLookupsOf = (lookups: Lookups): ClassLookups => ({
  estimate: (map) => candidatesFor(map, { hits: true })[0]!.estimate,
  add: (field, map) =>
    lookups.add({ field, map, labels: "numbers", about: "classes", rules: [], hits: true })!,
});

/** The decision of a rule. */
export const labelOf = ({ rule, slot }: Pick<Member, "rule" | "slot">): number =>
  decisionOf(slot, ACTIONS[rule.action].value);

/** What a rule asks, and its decision. */
export const labelledBox = ({ rule, slot, box }: Member): Box => ({ ...box, label: labelOf({ rule, slot }) });
