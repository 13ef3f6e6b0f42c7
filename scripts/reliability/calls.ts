import { createExecutioner } from "./kills/executioner.js";
import { CALLS, killAt } from "./kills/moments.js";
import type { Scenario } from "./scenario.js";

/** Real commands, killed as they enter each of their system calls that matter. */
export const calls: Scenario = {
  promise:
    "The same holds for a command that is killed as it enters any system call by which it asks the kernel for something: " +
    `${CALLS.join(", ")}.`,
  unit: "call from one kill to the next",
  full: 1,
  quick: 40,
  async run({ amount, cli, signal, progress }) {
    const executioner = createExecutioner({ cli });
    try {
      const killed: Record<string, number> = {};
      let all = 0;
      // strace would wait for a watchdog, and kill it as well.
      for (const victim of executioner.victims.filter(({ watchMs }) => watchMs === 0))
        for (const call of CALLS) {
          let count = 0;
          for (let nth = 1; !signal.aborted; nth += amount) {
            const when = `at its ${call} number ${nth}`;
            if (!(await executioner.killOne(victim, when, () => killAt(cli, victim.args, call, nth)))) break;
            count++;
            if (++all % 20 === 0) progress(`${all} kills, now ${victim.name} ${when}`);
          }
          if (count > 0) killed[`\`${victim.name}\` at ${call}`] = count;
        }
      return {
        figures: { "one in so many calls": amount, kills: all, ...killed, ...executioner.figures() },
        broken: executioner.broken(),
      };
    } finally {
      executioner.close();
    }
  },
};
