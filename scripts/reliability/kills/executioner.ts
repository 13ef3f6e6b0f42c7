import { openRawSocket } from "../../../test/support/raw-socket.js";
import { run, said, type Ended } from "../command-line.js";
import { findings, type Task } from "../scenario.js";
import { bansElement, createStage, type Stage } from "../stage.js";
import { leftovers, pinnedNow, stateOf, wrongState, wrongVerdicts } from "./inspection.js";
import { victimsOf, type State, type Victim } from "./victims.js";

/** In which state a killed command was found to have left things. */
type Moment = "before" | "after" | "between";

/** Kills commands, and looks at what they leave behind. */
export interface Executioner {
  readonly victims: readonly Victim[];
  /** Makes things as they are before a command, kills it, inspects, and runs it again to its end. False when it ended by itself. */
  killOne(victim: Victim, when: string, kill: () => Promise<Ended>): Promise<boolean>;
  /** How long a command takes that nobody kills, in milliseconds. */
  durationOf(victim: Victim): number;
  /** Rows for the figures. */
  readonly figures: () => Readonly<Record<string, number>>;
  readonly broken: () => readonly string[];
  close(): void;
}

/** One on a stage of its own. */
export function createExecutioner({ cli }: Pick<Task, "cli">): Executioner {
  const stage = createStage("kills", cli);
  const socket = openRawSocket(stage.sandbox.left.netns, stage.sandbox.left.ifname);
  const pinned = pinnedNow();
  const broken = findings();
  const found: Record<Moment, number> = { before: 0, after: 0, between: 0 };

  const inspect = async (victim: Victim): Promise<readonly (string | undefined)[]> => {
    const state = stateOf(stage);
    found[momentOf(state, victim)]++;
    const wrong = [wrongState(state, victim), wrongVerdicts(stage, socket, state)];
    return [...wrong, ...(await leftovers(stage, pinned, victim)), ...afterwards(victim)];
  };

  /** What comes next: a watchdog has gone back by now, and other commands work when they are given again. */
  const afterwards = (victim: Victim): readonly (string | undefined)[] => {
    if (victim.watchMs > 0) {
      const { runs } = stateOf(stage);
      return runs === victim.before.runs ? [] : [`nobody went back to ${victim.before.runs}`];
    }
    const next = run(cli, victim.args);
    if (next.code !== 0) return [`the next command failed: ${said(next)}`];
    return [wrongState(stateOf(stage), { ...victim, before: victim.after })];
  };

  return {
    victims: victimsOf(stage),
    async killOne(victim, when, kill) {
      reset(stage, victim.before);
      const ended = await kill();
      if (ended.signal === "SIGKILL") {
        for (const text of await inspect(victim))
          if (text !== undefined) broken.note(`${victim.name}, killed ${when}: ${text}`);
        return true;
      }
      if (ended.code !== 0) broken.note(`${victim.name}, not killed ${when}, failed: ${said(ended)}`);
      return false;
    },
    durationOf(victim) {
      reset(stage, victim.before);
      const start = performance.now();
      const ended = run(cli, victim.args);
      if (ended.code !== 0) throw new Error(`${victim.name} fails: ${said(ended)}`);
      return performance.now() - start;
    },
    figures: () => ({
      "found as before the command": found.before,
      "found as after it": found.after,
      "found with some of the elements added": found.between,
    }),
    broken: broken.all,
    close() {
      socket.close();
      stage.remove();
    },
  };
}

function momentOf({ runs, bans }: State, { before, after }: Victim): Moment {
  if (runs === after.runs && bans.size === after.bans.size && [...after.bans].every((one) => bans.has(one)))
    return "after";
  return bans.size === before.bans.size ? "before" : "between";
}

/** Makes the interface and the set what they are to be. */
function reset(stage: Stage, { runs, bans }: State): void {
  const { right } = stage.sandbox;
  if (runs === undefined) {
    stage.sandbox.ip(right, "link", "set", right.ifname, "xdp", "off");
    return;
  }
  if (stage.running()?.manifest?.name !== runs) stage.attach(runs);
  const set = stage.openBans();
  try {
    set.replace([...bans].map(bansElement), undefined);
  } finally {
    set.close();
  }
}
