import type { Manifest, ManifestLimiter, ManifestRule, ManifestSet } from "../../manifest/index.js";

/** Two of a kind: in the program that is there, and in the one that comes. */
export interface Pair<T> {
  readonly from: T;
  readonly to: T;
}

/** What of a program goes on in the one that replaces it, and what ends. */
export interface Succession {
  /** The slot of the old program's counter for each slot of the new one that goes on. */
  readonly slots: ReadonlyMap<number, number>;
  /** Rules that counted and are not in the new program, or never decide there. */
  readonly goneRules: readonly ManifestRule[];
  /** Sets whose map the new program uses as it is. */
  readonly keptSets: readonly Pair<ManifestSet>[];
  /** Sets of the same name and type, and another capacity: their elements are copied. */
  readonly resizedSets: readonly Pair<ManifestSet>[];
  readonly goneSets: readonly ManifestSet[];
  readonly keptLimiters: readonly Pair<ManifestLimiter>[];
  /** Limiters of rules that stay, which forget whom they have limited. */
  readonly resetLimiters: readonly ManifestLimiter[];
}

/** What goes on when one program replaces another, by their manifests. Without an old program, nothing does. */
export function succession(from: Manifest | undefined, to: Manifest): Succession {
  const pairs = rulePairs(from?.rules ?? [], to.rules);
  const slots = new Map(pairs.map((pair) => [pair.to.slot!, pair.from.slot!]));
  if (from !== undefined) slots.set(to.policy.slot, from.policy.slot);
  const staying = new Set(pairs.map((pair) => pair.from));

  const sets = to.sets.map((set) => ({ to: set, from: from?.sets.find((old) => isSameSet(old, set)) }));
  const setPairs = sets.filter((pair): pair is Pair<ManifestSet> => pair.from !== undefined);
  const limiterPairs = to.limiters.flatMap((limiter) =>
    (from?.limiters ?? [])
      .filter((old) => isSameLimiter(old, limiter))
      .map((old) => ({ from: old, to: limiter })),
  );
  return {
    slots,
    goneRules: (from?.rules ?? []).filter((rule) => rule.slot !== null && !staying.has(rule)),
    keptSets: setPairs.filter((pair) => pair.from.capacity === pair.to.capacity),
    resizedSets: setPairs.filter((pair) => pair.from.capacity !== pair.to.capacity),
    goneSets: (from?.sets ?? []).filter((set) => !setPairs.some((pair) => pair.from === set)),
    keptLimiters: limiterPairs,
    resetLimiters: (from?.limiters ?? []).filter(
      (old) =>
        !limiterPairs.some((pair) => pair.from === old) &&
        [...staying].some((rule) => rule.name === old.rule),
    ),
  };
}

/** Rules that have a counter in both: those of one name, which no ruleset has twice, and of the others those that say the same. */
function rulePairs(
  from: readonly ManifestRule[],
  to: readonly ManifestRule[],
): readonly Pair<ManifestRule>[] {
  const old = from.filter(counts);
  const byName = new Map(old.map((rule) => [rule.name, rule]));
  const names = new Set(to.filter(counts).map(({ name }) => name));
  const byContent = new Map(
    old.filter(({ name }) => !names.has(name)).map((rule) => [rule.content ?? rule, rule]),
  );
  return to.filter(counts).flatMap((rule) => {
    const same = byName.get(rule.name) ?? byContent.get(rule.content ?? rule);
    // Two that say the same: the first of them goes on.
    if (same !== undefined && !byName.has(rule.name)) byContent.delete(same.content!);
    return same === undefined ? [] : [{ from: same, to: rule }];
  });
}

const counts = ({ slot }: ManifestRule): boolean => slot !== null;

const isSameSet = (a: ManifestSet, b: ManifestSet): boolean =>
  a.name === b.name && a.type.join() === b.type.join();

const isSameLimiter = (a: ManifestLimiter, b: ManifestLimiter): boolean =>
  a.rule === b.rule &&
  a.unit === b.unit &&
  a.rate === b.rate &&
  a.burst === b.burst &&
  a.keys === b.keys &&
  a.per.join() === b.per.join();
