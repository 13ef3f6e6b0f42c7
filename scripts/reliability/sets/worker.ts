/*
 * One of the processes that change a live set at once: `worker.ts <namespace> <interface> <number>`. Told what to do by messages.
 */
import { setImmediate as turn } from "node:timers/promises";
import { bansElement } from "../stage.js";
import { openVerdicts } from "./verdicts.js";
import { findings } from "../scenario.js";
import {
  generation,
  isLeftIn,
  lastWriter,
  LATE_MS,
  ownKeys,
  SHARED_KEYS,
  SHORT_MS,
  type Answer,
  type Order,
} from "./keys.js";

const [netns, ifname, number] = process.argv.slice(2) as [string, string, string];
const me = Number(number);
const { set, isDropped } = openVerdicts(netns, ifname);
const say = (answer: Answer) => void process.send!(answer);
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** When an element ends, as early and as late as it can be: milliseconds of performance.now(). */
interface End {
  readonly from: number;
  readonly to: number;
}

/** Of each of its own keys. One that was taken out has ended at 0. */
const ends = new Map<string, End>();
let order: Order = "stop";
process.on("message", (next: Order) => {
  order = next;
  if (next !== "stop") void act(next);
});

async function act(what: Exclude<Order, "stop">): Promise<void> {
  const wrong = findings();
  let operations = 0;
  let mine: readonly string[] = [];
  if (what === "last-words") {
    for (const [key, address] of SHARED_KEYS.entries())
      if (lastWriter(key) === me) (isLeftIn(key) ? add : remove)(address);
    for (const address of ownKeys(me)) look(address, wrong.note);
    mine = [...ends].filter(([, { from }]) => from === Infinity).map(([address]) => address);
  } else
    for (; order === what; operations++) {
      if (what === "replace") {
        mine = generation(me, operations);
        set.replace(mine.map(bansElement), undefined);
      } else change(wrong.note);
      if (what === "replace" || operations % 16 === 0) await turn(); // messages are heard
    }
  say({ kind: "done", operations, wrong: wrong.all(), mine });
}

/** One change of a key, with a look before and after when nobody else may have touched it. */
function change(note: (text: string) => void): void {
  if (Math.random() < 1 / 8) return (Math.random() < 0.5 ? add : remove)(pick(SHARED_KEYS));
  const address = pick(ownKeys(me));
  look(address, note);
  const what = Math.random();
  if (what < 1 / 3) {
    const before = performance.now();
    add(address, SHORT_MS);
    ends.set(address, { from: before + SHORT_MS, to: performance.now() + SHORT_MS + LATE_MS });
  } else if (what < 2 / 3) {
    add(address);
    ends.set(address, { from: Infinity, to: Infinity });
  } else {
    remove(address);
    ends.set(address, { from: 0, to: 0 });
  }
  look(address, note);
}

const add = (address: string, milliseconds?: number) => void set.add([bansElement(address)], milliseconds);
const remove = (address: string) => void set.delete([bansElement(address)]);

/** Whether a key of its own is in the set, and is decided on, as it must be. Close to its deadline it may be either way. */
function look(address: string, note: (text: string) => void): void {
  const end = ends.get(address);
  const before = performance.now();
  const [is, dropped] = [set.has(bansElement(address)), isDropped(address)];
  const mustBe = end !== undefined && performance.now() < end.from;
  const mustNotBe = end === undefined || before > end.to;
  for (const [what, holds] of [
    ["in the set", is],
    ["dropped", dropped],
  ] as const)
    if (holds ? mustNotBe : mustBe) note(`process ${me}: ${address} is ${holds ? "" : "not "}${what}`);
}

say({ kind: "ready" });
