/**
 * main.js <kernel, such as 6.1> <every so many of the frames are run>
 *
 * The only process of the guest: loads objects with xdpgen's own loader, says on the console what came of it, and switches
 * the machine off. When it ends otherwise the kernel panics, for it is the init process, and the host sees that.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { hasKernelTypes, jitState, kernelRelease } from "../../../src/kernel/features.js";
import { attachPair } from "./attach-pair.js";
import { ATTACHING, format, PLAN_FILE, type GuestLine, type GuestPlan } from "./lines.js";
import { runCase } from "./run-case.js";
import { mountFileSystems, powerOff } from "./system.js";

/** How much of a verifier log is worth its way over the console. */
const LOG_LINES = 60;

const say = (line: GuestLine): void => console.log(format(line));

mountFileSystems();
say({ kind: "booted", ...kernelRelease(), kernelTypes: hasKernelTypes(), jit: jitState() ?? null });

const [version = "", every = ""] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(PLAN_FILE, "utf8")) as GuestPlan;
for (const each of plan.cases) {
  const { title, folder } = each;
  answer(title, folder, () => ({ kind: "ran", title, ...runCase(each, Number(every)) }));
}
const [first, second] = plan.attach.map((wanted) => plan.cases.find(({ title }) => title === wanted)!);
answer(ATTACHING, first!.folder, () => ({ kind: "attached", ...attachPair(first!, second!, version) }));
say({ kind: "finished" });
powerOff();

/** Says what the step came to. */
function answer(title: string, folder: string, step: () => GuestLine): void {
  try {
    say(step());
  } catch (error) {
    say({ kind: "failed", title, message: `${String(error)}${verifierLog(folder)}` });
  }
}

/** A verifier log ends with what the verifier minds; the loader keeps it beside the object. */
function verifierLog(folder: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith(".verifier.log"));
  if (name === undefined) return "";
  const lines = readFileSync(path.join(folder, name), "utf8").trimEnd().split("\n");
  return `\nThe verifier's log, its last lines of ${lines.length}:\n${lines.slice(-LOG_LINES).join("\n")}`;
}
