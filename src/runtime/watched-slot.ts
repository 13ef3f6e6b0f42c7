import { fail } from "../diagnostics/index.js";
import { WATCH_ALL, type Manifest, type ManifestRule } from "../manifest/index.js";
import { nearest } from "../util/text.js";

/** What the policy is called where a rule can be named. */
export const POLICY_NAME = "(policy)";

/**
 * The slot of the rule to watch alone, or of the policy, whatever its action; without a name all that is dropped is watched.
 * Fails with XG645 (no such rule) and XG646 (it never decides).
 */
export function slotToWatch(ifname: string, { rules, policy }: Manifest, name: string | undefined): number {
  if (name === undefined) return WATCH_ALL;
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule !== undefined) return rule.slot ?? fail("XG646", { rule: name });
  if (name === POLICY_NAME) return policy.slot;
  return fail("XG645", { ifname, rule: name, known: suggestion(rules, name) });
}

/** So many names are listed. */
const MOST_NAMES = 10;

function suggestion(rules: readonly ManifestRule[], name: string): string {
  const names = rules.map((rule) => rule.name);
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  const shown = [...names.slice(0, MOST_NAMES), POLICY_NAME].map((one) => `"${one}"`).join(", ");
  const more = names.length - MOST_NAMES;
  return `it has ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}
