import { askHost, type Reception } from "./ask-host.js";
import { askNftables } from "./ask-nftables.js";
import { askXdpFilter } from "./ask-xdp-filter.js";
import { askXdpgen, type XdpgenAnswer } from "./ask-xdpgen.js";
import { FRAMES } from "./frames.js";
import { bytesOf } from "./hostile-frame.js";
import type { Outcome } from "./outcome.js";
import { RULESETS, type Ruleset } from "./rulesets.js";
import { makeStage } from "./stage.js";
import { versions, type Versions } from "./versions.js";

/** What the filters did to the frames under one ruleset, in the order of `FRAMES`. */
export interface Answers {
  readonly ruleset: Ruleset;
  readonly xdpgen: readonly XdpgenAnswer[];
  /** With malformed frames dropped first. */
  readonly strict: readonly XdpgenAnswer[];
  readonly xdpFilter: readonly Outcome[];
  readonly nftables: readonly Outcome[];
}

/** Everything that was measured. */
export interface Matrix {
  readonly versions: Versions;
  /** What a host without a filter makes of the frames. */
  readonly host: readonly Reception[];
  /** In the order of `RULESETS`. */
  readonly answers: readonly Answers[];
}

/** Runs every filter with every ruleset on every frame. Needs root, xdp-filter and nft. */
export async function runMatrix(): Promise<Matrix> {
  const stage = makeStage();
  try {
    const host = await askHost(
      FRAMES.map((row) => bytesOf(row, 22)),
      stage,
    );
    const answers: Answers[] = [];
    for (const ruleset of RULESETS) {
      const frames = FRAMES.map((row) => bytesOf(row, ruleset.port));
      answers.push({
        ruleset,
        xdpgen: await askXdpgen(ruleset.rules, frames),
        strict: await askXdpgen(`${ruleset.rules}-strict`, frames),
        xdpFilter: await askXdpFilter(ruleset, frames, stage),
        nftables: await askNftables(ruleset, frames, stage),
      });
    }
    return { versions: versions(), host, answers };
  } finally {
    stage.remove();
  }
}
