/** The second act: B's service bans A through the typed client, and A is back when the ban is over. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "./report.js";
import { BAD_REQUESTS, GUARDED, GUARDED_URL, SERVICES } from "./services.js";
import { get, type Stage } from "./stage.js";
import { until } from "./until.js";

const RULES = "rules/ban-abusers.ts";
const CLIENT = "generated/ban-abusers/client.ts";

/** Seconds that A is banned: longer than it takes to see it. */
const BANNED = 10;

/** Seconds for things to begin or to end. Long: it is about hanging, not about speed. */
const SOON = 20;

const root = join(import.meta.dirname, "..");

/** Plays the act on a stage that has been started and on which nothing is attached; leaves nothing attached. */
export async function playBans(stage: Stage, report: Report): Promise<void> {
  const aAsksB = (): Promise<string> => get(stage, "a", GUARDED_URL);

  report.heading(`Rules with a live set: ${RULES}`);
  report.quote(readFileSync(join(root, RULES), "utf8"));
  const built = await stage.exec("b", ["xdpgen", "build", RULES]);
  report.command("B", `xdpgen build ${RULES}`, built.stdout + built.stderr);
  await report.step("the build", "exit code 0", () => Promise.resolve(`exit code ${built.exitCode}`));
  if (built.exitCode !== 0) return;

  report.heading("B's service attaches them with the client that came out");
  report.command("B", `jiti lab/guarded-service.ts ${CLIENT} ${BANNED}`);
  const service = stage.spawn("b", [
    "node_modules/.bin/jiti",
    "lab/guarded-service.ts",
    CLIENT,
    String(BANNED),
  ]);
  await until("the guarded service answers", SOON, () => {
    if (!service.running()) throw new Error(`the guarded service has ended: ${service.output()}`);
    return Promise.resolve(service.output().includes("answers on port"));
  });
  await report.step("A asks B", GUARDED.answer, aAsksB);

  report.heading(`A sends ${BAD_REQUESTS} bad requests`);
  await report.step("the last one but one", "not banned", async () => {
    await sendBad(stage, BAD_REQUESTS - 1);
    return (await banned(stage)) === "nobody" ? "not banned" : "banned";
  });
  await sendBad(stage, 1);
  await until("A is banned", SOON, async () => (await banned(stage)) !== "nobody");
  await report.step("xdpgen set list", SERVICES.a.address, () => banned(stage));
  await report.step("A asks B", "no answer", aAsksB);
  await report.step("the host asks B", GUARDED.answer, () => get(stage, "host", stage.hostUrlOfGuarded));

  report.heading(`${BANNED} seconds later the ban is over, by itself`);
  await report.step("A asks B", GUARDED.answer, async () => {
    await until("A gets through", SOON, async () => (await aAsksB()) === GUARDED.answer);
    return aAsksB();
  });
  await report.step("xdpgen set list", "nobody", () => banned(stage));

  report.heading("Ctrl+C: the service takes its rules off");
  await service.interrupt();
  const { exitCode } = await service.ended;
  report.quote(service.output());
  await report.step("the service", "exit code 0", () => Promise.resolve(`exit code ${exitCode}`));
  await report.step("ip link show eth0", "nothing", async () => {
    const { stdout } = await stage.exec("b", ["ip", "link", "show", "dev", "eth0"]);
    return stdout.includes("prog/xdp") ? "attached" : "nothing";
  });
}

/** Asks B from A for so many things that it does not have. */
async function sendBad(stage: Stage, count: number): Promise<void> {
  const url = `${GUARDED_URL}/missing-[1-${count}]`;
  await stage.exec("a", ["curl", "--silent", "--output", "/dev/null", "--max-time", "20", url]);
}

/** Who is banned, as the command line says it. */
async function banned(stage: Stage): Promise<string> {
  const { exitCode, stdout, stderr } = await stage.exec("b", [
    "xdpgen",
    "set",
    "list",
    "eth0",
    "bans",
    "--json",
  ]);
  if (exitCode !== 0) return `exit code ${exitCode}: ${stderr}`;
  const { elements } = JSON.parse(stdout) as { readonly elements: readonly { readonly element: string }[] };
  return elements.length === 0 ? "nobody" : elements.map(({ element }) => element).join(", ");
}
