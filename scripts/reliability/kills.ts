import { createExecutioner } from "./kills/executioner.js";
import { killAfter } from "./kills/moments.js";
import type { Scenario } from "./scenario.js";

/** How much longer than a command takes the random moment may be. */
const BEYOND = 1.05;

/** A watchdog is waited for: one in so many kills is of a command that leaves one. */
const WATCHED_ONE_IN = 10;

/** Real commands, killed at random moments. */
export const kills: Scenario = {
  promise:
    "A command that is killed at any moment leaves the old or the new program, whole, and the old or the new content of a set; the next " +
    "command works, and no lock, pin or process stays.",
  unit: "kills at random moments",
  full: 1_000,
  quick: 10,
  async run({ amount, cli, signal, progress }) {
    const executioner = createExecutioner({ cli });
    try {
      const unwatched = executioner.victims.filter(({ watchMs }) => watchMs === 0);
      const watched = executioner.victims.filter(({ watchMs }) => watchMs > 0);
      const durations = new Map(unwatched.map((one) => [one, executioner.durationOf(one)]));
      // What is attached on trial is attached first.
      const longest = Math.max(...durations.values());
      const killed = new Map<string, number>();
      let all = 0;
      for (let i = 0; all < amount && !signal.aborted; i++) {
        const kind = i % WATCHED_ONE_IN === 0 ? watched : unwatched;
        const victim = kind[i % kind.length]!;
        const moment = Math.random() * BEYOND * (durations.get(victim) ?? longest);
        const when = `after ${Math.round(moment)} ms`;
        let begun = 0;
        const wasKilled = await executioner.killOne(victim, when, () => {
          begun = performance.now();
          return killAfter(cli, victim.args, moment);
        });
        // The machine has become faster: later moments would all be beyond the end.
        if (!wasKilled) {
          durations.set(victim, performance.now() - begun);
          continue;
        }
        killed.set(victim.name, (killed.get(victim.name) ?? 0) + 1);
        if (++all % 20 === 0) progress(`${all} of ${amount} kills`);
      }
      return {
        figures: {
          kills: all,
          ...Object.fromEntries([...killed].map(([name, count]) => [`of \`${name}\``, count])),
          ...executioner.figures(),
        },
        broken: executioner.broken(),
      };
    } finally {
      executioner.close();
    }
  },
};
