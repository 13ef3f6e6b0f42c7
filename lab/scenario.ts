/**
 * The one scenario of the lab, played on any stage: a rule drops what A sends to B, and nothing else.
 * Each step says what it expected and what it saw; nothing here knows namespaces or containers.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Report } from "./report.js";
import { SERVICES, urlOf } from "./services.js";
import { get, type Stage } from "./stage.js";
import { until } from "./until.js";

/** B's interface, as B calls it. */
const INTERFACE = "eth0";

/** Seconds for a program to be loaded, replaced or removed. Long: it is about hanging, not about speed. */
const SOON = 15;

const root = join(import.meta.dirname, "..");

/**
 * Plays the scenario on a stage that has been started.
 *
 * @param rules a rules file that drops what A sends, relative to the project
 */
export async function playScenario(stage: Stage, report: Report, rules: string): Promise<void> {
  const name = basename(rules, ".ts");
  const { answer } = SERVICES.b;
  const aAsksB = (): Promise<string> => get(stage, "a", urlOf("b"));
  const hostAsksB = (): Promise<string> => get(stage, "host", stage.hostUrlOfB);

  report.heading("Before: nothing is attached to B's interface");
  await report.step("A asks B", answer, aAsksB);
  await report.step("the host asks B", answer, hostAsksB);

  report.heading(`A rule: ${rules}`);
  report.quote(readFileSync(join(root, rules), "utf8"));
  const built = await stage.exec("b", ["xdpgen", "build", rules]);
  report.command("B", `xdpgen build ${rules}`, built.stdout + built.stderr);
  await report.step("the build", "exit code 0", () => Promise.resolve(`exit code ${built.exitCode}`));
  if (built.exitCode !== 0) return;

  report.heading("Attach: from here on, B does not see A");
  report.command("B", `xdpgen attach ${INTERFACE}`);
  const first = stage.spawn("b", ["xdpgen", "attach", INTERFACE, name]);
  await until(
    "a program is attached",
    SOON,
    async () => !first.running() || (await attachedTo(stage)) !== "nothing",
  );
  const firstProgram = await attachedTo(stage);
  await report.step(
    "ip link show eth0",
    "prog/xdp id …",
    () => Promise.resolve(firstProgram),
    /^prog\/xdp id \d+$/,
  );
  await report.step("A asks B", "no answer", aAsksB);
  await report.step("the host asks B", answer, hostAsksB);
  const stats = await stage.exec("b", ["xdpgen", "stats", INTERFACE]);
  report.command("B", `xdpgen stats ${INTERFACE}`, stats.stdout + stats.stderr);
  await report.step(
    "the rule's counter",
    "packets and bytes",
    () => counted(stage),
    /^[1-9]\d* packets, [1-9]\d* bytes$/,
  );

  report.heading("Attach again: the program is replaced, and nothing comes through meanwhile");
  report.command("B", `xdpgen attach ${INTERFACE}`);
  const second = stage.spawn("b", ["xdpgen", "attach", INTERFACE, name]);
  const answers: Promise<string>[] = [];
  await until("another program is attached", SOON, async () => {
    answers.push(aAsksB());
    return !second.running() || (await attachedTo(stage)) !== firstProgram;
  });
  await report.step("A asks B all along", "no answer", async () =>
    [...new Set(await Promise.all(answers))].join(", "),
  );
  await report.step("ip link show eth0", "another program", async () => {
    const program = await attachedTo(stage);
    return program === firstProgram || program === "nothing" ? program : "another program";
  });
  const notices = async (): Promise<string> => {
    await until("the first attach has ended", SOON, () => Promise.resolve(!first.running()));
    return (
      first
        .output()
        .split("\n")
        .find((line) => line.includes("another program")) ?? first.output()
    );
  };
  await report.step("the first attach", "notices and ends", notices, /another program/);
  await report.step("A asks B", "no answer", aAsksB);

  report.heading("Ctrl+C: the program is detached");
  await second.interrupt();
  const { exitCode } = await second.ended;
  report.quote(second.output());
  await report.step("the attach command", "exit code 0", () => Promise.resolve(`exit code ${exitCode}`));
  await report.step("ip link show eth0", "nothing", () => attachedTo(stage));
  await report.step("A asks B", answer, aAsksB);
  await report.step("the host asks B", answer, hostAsksB);
}

/** What the kernel's own tool names as attached to B's interface in native mode, or `nothing`. */
async function attachedTo(stage: Stage): Promise<string> {
  const { stdout } = await stage.exec("b", ["ip", "link", "show", "dev", INTERFACE]);
  return /prog\/xdp id \d+/.exec(stdout)?.[0] ?? "nothing";
}

/** The part of `xdpgen stats --json` that is read here. */
interface Stats {
  readonly counters: readonly { readonly kind: string; readonly packets: number; readonly bytes: number }[];
}

/** What the rules, all together, have decided so far. */
async function counted(stage: Stage): Promise<string> {
  const { exitCode, stdout, stderr } = await stage.exec("b", ["xdpgen", "stats", INTERFACE, "--json"]);
  if (exitCode !== 0) return `exit code ${exitCode}: ${stderr}`;
  const rules = (JSON.parse(stdout) as Stats).counters.filter((counter) => counter.kind === "rule");
  const sum = (what: "packets" | "bytes"): number => rules.reduce((total, rule) => total + rule[what], 0);
  return `${sum("packets")} packets, ${sum("bytes")} bytes`;
}
