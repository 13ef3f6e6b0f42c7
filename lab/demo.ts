/**
 * `npm run demo`: plays the scenario and shows it.
 *
 *     jiti lab/demo.ts [--compose] [rules file]
 *     jiti lab/demo.ts [--compose] bans
 *
 * Exit code 0 when every step saw what it expected, 1 when one did not, 129, 130 or 143 when a signal ended it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pc from "picocolors";
import { playBans } from "./ban-scenario.js";
import { composeStage } from "./compose.js";
import { namespaceStage } from "./namespaces.js";
import { createReport } from "./report.js";
import { playScenario } from "./scenario.js";
import { NETWORK, SERVICES } from "./services.js";

/** 128 and the signal's number, as a shell reports it. */
const INTERRUPTIONS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Milliseconds that an interrupted scenario has to notice that its stage is gone. */
const GRACE = 3000;

const args = process.argv.slice(2);
const unknown = args.find((argument) => argument.startsWith("-") && argument !== "--compose");
if (unknown !== undefined) {
  console.error(`unknown option ${unknown}. There is: --compose`);
  process.exit(2);
}
const rules = args.find((argument) => !argument.startsWith("-")) ?? "rules/block-a.ts";
const bans = rules === "bans";
const stage = args.includes("--compose") ? composeStage() : namespaceStage();

let interrupted = false;
const report = createReport((line) => {
  if (!interrupted) console.log(line);
});

const started = performance.now();
const playing = play().then(() => undefined, describe);
for (const [signal, code] of Object.entries(INTERRUPTIONS)) {
  // Not `once`: execa ends its children on a signal, and this process too when it sees no other listener.
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    console.log(`\n${signal}: cleaning up`);
    void abandon().finally(() => process.exit(code));
  });
}

const outcome = await playing;
// Interrupted: `abandon` cleans up and ends the process.
if (!interrupted) conclude([outcome, await stage.stop().then(() => undefined, describe)]);

async function play(): Promise<void> {
  console.log(pc.bold(`xdpgen, in ${stage.title}`));
  console.log(`A is ${SERVICES.a.address}, B is ${SERVICES.b.address}, the host is ${NETWORK.host}`);
  await stage.start();
  if (bans) await playBans(stage, report);
  else await playScenario(stage, report, rules);
}

/** The scenario may be making something just now: it fails when its stage goes, and then that is removed as well. */
async function abandon(): Promise<void> {
  await stage.stop();
  await Promise.race([playing, sleep(GRACE)]);
  await stage.stop();
}

function conclude(problems: readonly (string | undefined)[]): void {
  const { steps } = report;
  const failed = steps.filter((step) => !step.ok).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const complaints = problems.filter((problem) => problem !== undefined);
  if (failed > 0)
    complaints.push(`${failed} of ${steps.length} steps did not see what they expected (${seconds} s)`);

  for (const complaint of complaints) console.log(pc.red(`\n${complaint}`));
  if (complaints.length === 0)
    console.log(pc.green(`\nAll ${steps.length} steps saw what they expected (${seconds} s)`));
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
