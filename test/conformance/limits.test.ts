/** Rulesets as large as they may be, in the kernel: which rule decides is compared with a plain search that knows nothing of tables. */
import path from "node:path";
import { describe, expect, test } from "vitest";
import { build } from "../../src/codegen/index.js";
import { randomOf, type Random } from "../../src/bench/random.js";
import type { Manifest } from "../../src/manifest/index.js";
import { kernelEngine, type Engine } from "../../src/testing/engine.js";
import { createProject } from "../support/fixtures.js";
import { fiveTuples } from "../support/large-rulesets/five-tuples.js";
import { addresses, prefixes, prefixes6 } from "../support/large-rulesets/lists.js";
import { oneField } from "../support/large-rulesets/one-field.js";
import { frameOf } from "../support/large-rulesets/packets.js";
import { together, writeRuleset, type LargeRuleset } from "../support/large-rulesets/ruleset.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const FRAMES = 5_000;

/** Random frames on which the kernel's rule is not the one of the plain search; at most a few, as text. */
function differences(
  { first, draw }: LargeRuleset,
  engine: Engine,
  { rules, policy }: Manifest,
  random: Random,
): { readonly wrong: readonly string[]; readonly places: ReadonlySet<number | null> } {
  const wrong: string[] = [];
  const places = new Set<number | null>();
  for (let i = 0; i < FRAMES && wrong.length < 5; i++) {
    const packet = draw(random);
    const expected = first(packet);
    const frame = frameOf(packet);
    const { rule, action } = engine.judge(frame);
    places.add(expected);
    const wanted = expected === null ? policy.action : rules[expected]!.action;
    if (rule !== expected || action !== wanted)
      wrong.push(
        `${Buffer.from(frame).toString("hex")}: rule ${rule}, ${action}, and not ${expected}, ${wanted}`,
      );
  }
  return { wrong, places };
}

/** Each with how many different rules its frames come to at least, the policy among them. */
const CASES: readonly (readonly [string, (random: Random) => LargeRuleset, number])[] = [
  ["1,000,000 addresses", (random) => addresses(1_000_000, random), 2],
  ["1,000,000 prefixes", (random) => prefixes(1_000_000, random), 2],
  ["200,000 prefixes of IPv6", (random) => prefixes6(200_000, random), 2],
  ["1,000 rules about five fields", (random) => fiveTuples(1_000, random), 500],
  ["30,000 rules about one field", (random) => oneField(30_000, random), 1_500],
  [
    "all of that in one ruleset",
    (random) =>
      together("together", [
        oneField(10_000, random),
        fiveTuples(500, random),
        addresses(200_000, random),
        prefixes6(50_000, random),
      ]),
    1_000,
  ],
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("which rule decides"), () => {
  test.each(CASES)("of %s", async (title, make, rules) => {
    const random = randomOf(title);
    const large = make(random);
    const object = await built(large);
    const engine = kernelEngine({ path: "xdp.o", bytes: object.object, manifest: object.manifest });
    try {
      const { wrong, places } = differences(large, engine, object.manifest, random);
      expect(wrong).toEqual([]);
      expect(places.size).toBeGreaterThanOrEqual(rules);
      expect(places).toContain(null);
    } finally {
      engine.close();
    }
  });
});

/** Builds a ruleset in a project of its own: what one process has imported stays in it. */
async function built(large: LargeRuleset) {
  const project = createProject();
  try {
    const rules = writeRuleset(project.directory, large);
    return (await build(path.join(project.directory, rules))).object;
  } finally {
    project.remove();
  }
}
