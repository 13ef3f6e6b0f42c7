import type { Figures } from "../../test/fuzz/fuzz.js";

/** `seed 7: 40 rulesets, 400000 evaluations, 0 mismatches, 21 s` */
export function progressLine({ seed, rulesets, evaluations, mismatches, seconds }: Figures): string {
  return `seed ${seed}: ${rulesets} rulesets, ${evaluations} evaluations, ${mismatches} mismatches, ${seconds.toFixed(0)} s`;
}

/** The last line of a run. */
export function finalLine({ coverage, ...figures }: Figures): string {
  const shares = Object.entries(coverage.kinds).map(([kind, { covered, of }]) => `${kind} ${covered}/${of}`);
  return [
    `seed ${figures.seed}`,
    `${figures.rulesets} rulesets`,
    `${figures.frames} frames`,
    `${figures.evaluations} evaluations`,
    `${figures.mismatches} mismatches`,
    `${figures.seconds.toFixed(1)} s`,
    `coverage: ${[...shares, `deciding rules ${coverage.deciding}/${coverage.rules}`].join(", ")}`,
  ].join(", ");
}

/** A long run misses little; a short one has a list that nobody reads. */
const NAMED = 12;

/** What did not come up, by name, if it is little enough to be named. */
export function missingLines({ coverage }: Figures): string[] {
  const missing = Object.entries(coverage.kinds)
    .filter(([kind]) => kind !== "deciding forms")
    .flatMap(([kind, covered]) => covered.missing.map((name) => `${name} (${kind})`));
  return missing.length === 0 || missing.length > NAMED ? [] : [`did not come up: ${missing.join(", ")}`];
}

/** The figures as an object for JSON: of what came up only the numbers. */
export function figuresJson({ coverage, ...figures }: Figures): object {
  const kinds = Object.fromEntries(
    Object.entries(coverage.kinds).map(([kind, { covered, of }]) => [kind, { covered, of }]),
  );
  const deciding = { covered: coverage.deciding, of: coverage.rules };
  return { ...figures, coverage: { ...kinds, "deciding rules": deciding } };
}
