/** Breaks the compiler in every way that scripts/mutants/ lists, one at a time, and shows that the tests notice. */
import { join } from "node:path";
import { parseArgs, styleText } from "node:util";
import { MUTANTS } from "./mutants/index.js";
import type { Mutant } from "./mutants/mutant.js";
import { jsonOf, markdownTable, summaryOf, type Fate } from "./mutants/fate.js";
import { projectOf, STEPS, type Step } from "./mutants/suite.js";
import { runTests, type Outcome } from "./mutants/vitest-run.js";
import { makeWorkspace, type Workspace } from "./mutants/workspace.js";

const USAGE = `npm run mutants: breaks the compiler, and shows that the tests notice

  npm run mutants                          every mutant
  npm run mutants -- --only <name>…        only these
  npm run mutants -- --list                what there is
  npm run mutants -- --json                one line of JSON for each mutant
  npm run mutants -- --markdown            the table of docs/mutants.md

The working tree is not touched: the mutants live in a copy. The tests run there without a mutant first, and must be
green, so that a red test means the mutant. Exit code 1 when a mutant survives, 2 when nothing can be said.`;

const say = (text: string) => console.error(text);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h", default: false },
      only: { type: "string", multiple: true, default: [] },
      list: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const wanted = [...values.only, ...positionals];
  const unknown = wanted.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    say(`there is no mutant ${unknown.join(", ")}; --list shows them`);
    return 2;
  }
  const mutants = wanted.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => wanted.includes(name));
  if (values.list) {
    for (const { name, file, breaks } of mutants) console.log(`${name}\n  ${file}: ${breaks}`);
    return 0;
  }

  const workspace = makeWorkspace(join(import.meta.dirname, ".."));
  process.once("exit", workspace.remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(2));
  if (!(await isGreen(workspace))) return 2;

  const fates: Fate[] = [];
  for (const mutant of mutants) {
    const fate = await fateOf(workspace, mutant);
    fates.push(fate);
    say(`${String(fates.length).padStart(4)}/${mutants.length}  ${line(fate)}`);
    if (values.json) console.log(JSON.stringify(jsonOf(fate)));
  }
  if (values.markdown) console.log(markdownTable(fates));
  say(summaryOf(fates));
  return fates.every(({ caught }) => caught !== undefined) ? 0 : 1;
}

function line({ mutant, caught, elsewhere, seconds }: Fate): string {
  const time = `${seconds.toFixed(1)} s`;
  if (caught === undefined)
    return `${styleText("red", "SURVIVES")} ${mutant.name}: ${mutant.breaks} (${mutant.file}, ${time})`;
  const place = `${caught.file}${elsewhere === true ? ", but not where it should have been" : ""}`;
  return `${mutant.name.padEnd(36)} ${caught.how.padEnd(9)} ${place} (${time})`;
}

/** Whether the suite is green without a mutant, and tests something. */
async function isGreen({ root }: Workspace): Promise<boolean> {
  for (const step of STEPS) {
    const { passed, red } = await runTests(root, step);
    const fault =
      red !== undefined ? `${red.file}: ${red.test} is red` : passed === 0 ? "no test ran" : undefined;
    say(`without a mutant  ${step.files.join(" ")}: ${fault ?? `${passed} tests are green`}`);
    if (fault !== undefined) return false;
  }
  return true;
}

/** Runs the tests that should notice the mutant, then all others, up to the first that is red. */
function fateOf(workspace: Workspace, mutant: Mutant): Promise<Fate> {
  const { file, title } = mutant.first;
  const aim: Step = { project: projectOf(file), files: [file], ...(title === undefined ? {} : { title }) };
  return workspace.with(mutant, async () => {
    const started = performance.now();
    let caught: Outcome["red"];
    let last = aim;
    for (const step of [aim, ...STEPS]) {
      last = step;
      caught = (await runTests(workspace.root, step)).red;
      if (caught !== undefined) break;
    }
    const seconds = (performance.now() - started) / 1000;
    if (caught === undefined) return { mutant, seconds };
    return { mutant, seconds, caught, ...(last === aim ? {} : { elsewhere: true as const }) };
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
