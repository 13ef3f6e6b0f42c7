import { calls } from "./calls.js";
import { kills } from "./kills.js";
import { replaces } from "./replaces.js";
import { sets } from "./sets.js";
import { soak } from "./soak.js";
import type { Scenario } from "./scenario.js";

/** All scenarios, by their names on the command line. */
export const SCENARIOS = { kills, calls, replaces, sets, soak } as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
