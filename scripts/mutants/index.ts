import { CLASSIFIERS } from "./classifiers.js";
import { COMPARISONS } from "./comparisons.js";
import { EMITTER } from "./emitter.js";
import { JUDGE } from "./judge.js";
import { LIVE } from "./live.js";
import { LOWERING } from "./lowering.js";
import { LOOKUPS } from "./lookups.js";
import type { Mutant } from "./mutant.js";
import { OPTIMISER } from "./optimiser.js";
import { PARSER_EXTENSIONS } from "./parser-extensions.js";
import { PARSER } from "./parser.js";
import { PLANNER } from "./planner.js";
import { PREDICATES } from "./predicates.js";
import { SETS_AND_LISTS } from "./sets.js";
import { STAGING } from "./staging.js";

import { STRATEGIES } from "./strategies.js";
import { TABLES } from "./tables.js";

/** Every mutant, from the generated C upwards to the tables, and at last those of the interpreter that judges. */
export const MUTANTS: readonly Mutant[] = [
  ...PARSER,
  ...PARSER_EXTENSIONS,
  ...COMPARISONS,
  ...EMITTER,
  ...PLANNER,
  ...LOOKUPS,
  ...CLASSIFIERS,
  ...STRATEGIES,
  ...LIVE,
  ...PREDICATES,
  ...STAGING,
  ...OPTIMISER,
  ...LOWERING,
  ...SETS_AND_LISTS,
  ...TABLES,
  ...JUDGE,
];
