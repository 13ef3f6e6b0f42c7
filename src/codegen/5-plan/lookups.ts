import type { FieldName } from "../../packet/index.js";
import { plural } from "../../util/text.js";
import type { Choice, CountedRule, Option, PlannedLookup, StrategyName } from "../plan.js";
import { tableBytes, type Table } from "../table.js";
import { candidatesFor, costOf, type Candidate, type Preferences } from "./choose.js";
import { sizeOf, type ValueMap } from "./value-map.js";

/** What is to be looked up. */
export interface WantedLookup {
  /** Of two fields a value is a key. */
  readonly field: FieldName | readonly FieldName[];
  readonly map: ValueMap;
  readonly labels: PlannedLookup["labels"];
  /** For people: "3 rules". */
  readonly about: string;
  /** The rules whose decisions the labels are. */
  readonly rules: readonly CountedRule[];
  readonly hits?: Preferences["hits"];
  /** Other ways than lookups, for people. */
  readonly rivals?: readonly Option[];
}

/** Collects the lookups of a program. */
export interface Lookups {
  /** Plans a lookup by the best strategy; undefined when nothing is to be looked up. */
  add(wanted: WantedLookup): PlannedLookup | undefined;
  readonly planned: readonly PlannedLookup[];
  /** What was chosen, and what else there was. */
  readonly choices: readonly Choice[];
  readonly tables: readonly Table[];
}

/** Starts to collect; `prescribed` is the strategy to use wherever it can be, "in-order" is to look nothing up. */
export function createLookups(prescribed: StrategyName | "in-order" | undefined): Lookups {
  const planned: PlannedLookup[] = [];
  const choices: Choice[] = [];
  const tables: Table[] = [];
  return {
    planned,
    choices,
    tables,
    add({ field, map, labels, about, rules, hits, rivals = [] }) {
      if (prescribed === "in-order") return undefined;
      const [best, ...others] = candidatesFor(map, { prescribed, hits });
      if (best === undefined) return undefined;
      const name = `lookup_${planned.length}`;
      const built = best.strategy.build(map, name);
      const memory = built.tables.reduce((sum, table) => sum + tableBytes(table), 0);
      const { title } = best.strategy;
      const subject = `${about} about ${[field].flat().join(" and ")}`;
      tables.push(...built.tables);
      choices.push({
        name,
        subject: `${subject}, ${plural(sizeOf(map), "interval")}`,
        rules,
        chosen: { strategy: best.name, title, ...best.estimate, memory },
        others: ranked(others.map(optionOf), rivals),
      });
      const lookup: PlannedLookup = {
        name,
        bits: map.bits,
        wide: map.bits > 64,
        strategy: best.name,
        labels,
        constants: built.constants,
        summary: `${subject}: ${title}`,
        rules,
      };
      planned.push(lookup);
      return lookup;
    },
  };
}

const optionOf = ({ name, strategy, estimate }: Candidate): Option => ({
  strategy: name,
  title: strategy.title,
  ...estimate,
});

/** Other ways among the candidates, which have their own order. */
const ranked = (options: readonly Option[], rivals: readonly Option[]): readonly Option[] =>
  rivals.length === 0 ? options : [...options, ...rivals].sort((a, b) => costOf(a) - costOf(b));
