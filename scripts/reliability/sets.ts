import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findings, type Scenario } from "./scenario.js";
import {
  FOREIGN,
  isLeftIn,
  LATE_MS,
  SHARED_KEYS,
  SHORT_MS,
  STABLE,
  WORKERS,
  type Answer,
  type Order,
} from "./sets/keys.js";
import { openVerdicts, type Verdicts } from "./sets/verdicts.js";
import { bansElement, createStage } from "./stage.js";

type Done = Extract<Answer, { kind: "done" }>;

/** So many packets at once, and a pause: others get a processor, and many changes fall into the time of all packets. */
const BURST = 1000;
const PAUSE_MS = 50;

const WORKER = path.join(import.meta.dirname, "sets/worker.ts");

/** Eight processes change one live set while packets are decided by it: first element by element, then everything at once. */
export const sets: Scenario = {
  promise:
    "Several processes change a live set at once: no change is lost, and packets of elements that stay are always dropped, those of " +
    "others never.",
  unit: "packets",
  full: 1_000_000,
  quick: 20_000,
  async run({ amount, cli, signal, progress }) {
    const broken = findings();
    const stage = createStage("sets", cli);
    const workers: ChildProcess[] = [];
    try {
      const { netns, ifname } = stage.sandbox.right;
      stage.attach("old");
      const verdicts = openVerdicts(netns, ifname);
      verdicts.set.replace(STABLE.map(bansElement), undefined);
      for (let i = 0; i < WORKERS; i++)
        workers.push(fork(WORKER, [netns, ifname, String(i)], { execArgv: ["--import", "jiti/register"] }));
      await Promise.all(workers.map(answerOf));

      let packets = 0;
      const phase = async (order: Order): Promise<readonly Done[]> => {
        tell(workers, order);
        packets += await judge(verdicts, amount / 2, signal, broken.note);
        const done = await doneBy(workers, "stop");
        for (const { wrong } of done) wrong.forEach(broken.note);
        progress(`${order}: ${operationsOf(done)} operations, ${packets} packets`);
        return done;
      };
      const start = performance.now();
      const changed = await phase("change");
      const last = await doneBy(workers, "last-words");
      for (const { wrong } of last) wrong.forEach(broken.note);
      await sleep(SHORT_MS + LATE_MS);
      const shared = SHARED_KEYS.filter((_, key) => isLeftIn(key));
      const expected = [...STABLE, ...shared, ...last.flatMap(({ mine }) => mine)];
      const lost = differences(verdicts, expected);
      lost.forEach((text) => broken.note(`after all changes, ${text}`));

      const replaced = await phase("replace");
      const contents = replaced.map(({ mine }) => differences(verdicts, mine));
      if (contents.every((differs) => differs.length > 0))
        broken.note("after all replacements, the set has not what any process put there last");
      return {
        figures: {
          "processes at once": WORKERS,
          "elements added, taken out or ended": operationsOf(changed),
          "lost changes": lost.length,
          "whole sets replaced": operationsOf(replaced),
          packets,
          seconds: Math.round((performance.now() - start) / 1000),
        },
        broken: broken.all(),
      };
    } finally {
      for (const worker of workers) worker.kill("SIGKILL");
      stage.remove();
    }
  },
};

const tell = (workers: readonly ChildProcess[], order: Order) => workers.forEach((one) => one.send(order));

async function answerOf(worker: ChildProcess): Promise<Answer> {
  const early = once(worker, "exit").then(() =>
    Promise.reject(new Error("a process that changes the set has ended")),
  );
  const [answer] = (await Promise.race([once(worker, "message"), early])) as [Answer];
  return answer;
}

/** Tells all, and waits until they have done it. */
async function doneBy(workers: readonly ChildProcess[], order: Order): Promise<readonly Done[]> {
  const answers = workers.map(answerOf);
  tell(workers, order);
  return (await Promise.all(answers)) as readonly Done[];
}

const operationsOf = (done: readonly Done[]): number =>
  done.reduce((sum, { operations }) => sum + operations, 0);

/** Runs packets of elements that stay and of others through the program, in turns. Returns how many. */
async function judge(
  { isDropped }: Verdicts,
  amount: number,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<number> {
  for (let i = 0; i < amount; i++) {
    const [stable, foreign] = [STABLE[i % STABLE.length]!, FOREIGN[i % FOREIGN.length]!];
    if (i % 2 === 0 && !isDropped(stable)) note(`packet ${i} of ${stable}, which stays, came through`);
    if (i % 2 === 1 && isDropped(foreign))
      note(`packet ${i} of ${foreign}, which never was there, was dropped`);
    if (i % BURST === 0) await sleep(PAUSE_MS);
    if (signal.aborted) return i;
  }
  return amount;
}

/** How the set and the program's verdicts differ from what should be there, in words. */
function differences({ set, isDropped }: Verdicts, expected: readonly string[]): readonly string[] {
  const should = new Set(expected);
  const is = new Set(set.list().map(({ element }) => element));
  return [
    ...expected.filter((one) => !is.has(one)).map((one) => `${one} is missing`),
    ...[...is].filter((one) => !should.has(one)).map((one) => `${one} is there`),
    ...expected.filter((one) => !isDropped(one)).map((one) => `packets of ${one} pass`),
    ...(set.count() === is.size ? [] : [`the set counts ${set.count()} elements and has ${is.size}`]),
  ];
}
