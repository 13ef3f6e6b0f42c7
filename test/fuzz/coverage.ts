import { ACTION_NAMES, FIELD_NAMES, fieldRow, PROTOCOL_NAMES } from "../../src/packet/index.js";
import { formOf, FORMS, nameOfForm } from "./forms.js";
import type { WrittenRuleset } from "./written.js";

/** What can come up in rulesets, by name; a form is a field with a way to write what it is compared with. */
const KINDS = {
  fields: FIELD_NAMES,
  datatypes: [...new Set(FIELD_NAMES.map((field) => fieldRow(field).type.name))],
  forms: FORMS.map(nameOfForm),
  protocols: PROTOCOL_NAMES,
  actions: ACTION_NAMES,
  policies: ACTION_NAMES,
  /** What came up in rules that decided a frame. */
  "deciding forms": FORMS.map(nameOfForm),
} as const satisfies Record<string, readonly string[]>;

type Kind = keyof typeof KINDS;

/** How many things of a kind came up, of how many there are, and those that did not. */
export interface Covered {
  readonly covered: number;
  readonly of: number;
  readonly missing: readonly string[];
}

export interface CoverageFigures {
  readonly kinds: Readonly<Record<Kind, Covered>>;
  readonly rules: number;
  /** Rules that decided a frame. */
  readonly deciding: number;
}

/** Counts what comes up in the rulesets of a run. */
export interface Coverage {
  /** `decided` tells of a rule, by its place in the ruleset, whether it decided a frame. */
  add(ruleset: WrittenRuleset, decided: (index: number) => boolean): void;
  figures(): CoverageFigures;
}

export function createCoverage(): Coverage {
  const seen = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Set<string>()])) as Record<
    Kind,
    Set<string>
  >;
  let rules = 0;
  let deciding = 0;
  return {
    add(ruleset, decided) {
      seen.policies.add(ruleset.options?.policy ?? "pass");
      for (const [index, { action, matches }] of ruleset.rules.entries()) {
        rules++;
        if (decided(index)) deciding++;
        seen.actions.add(action);
        for (const match of matches) {
          if (match.kind === "protocol") {
            seen.protocols.add(match.protocol);
            continue;
          }
          const form = nameOfForm(formOf(match));
          seen.fields.add(match.field);
          seen.datatypes.add(fieldRow(match.field).type.name);
          seen.forms.add(form);
          if (decided(index)) seen["deciding forms"].add(form);
        }
      }
    },
    figures: () => ({ kinds: coveredOf(seen), rules, deciding }),
  };
}

function coveredOf(seen: Readonly<Record<Kind, ReadonlySet<string>>>): Record<Kind, Covered> {
  const covered = (kind: Kind): Covered => {
    const missing = KINDS[kind].filter((name) => !seen[kind].has(name));
    return { covered: KINDS[kind].length - missing.length, of: KINDS[kind].length, missing };
  };
  return Object.fromEntries((Object.keys(KINDS) as Kind[]).map((kind) => [kind, covered(kind)])) as Record<
    Kind,
    Covered
  >;
}
