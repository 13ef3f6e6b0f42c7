import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fail } from "../../diagnostics/index.js";
import { withNetns } from "../../kernel/netns.js";
import type { Where } from "../program.js";
import { watchArguments, type Watch } from "./pending.js";

/** A watchdog that is at work. */
export interface Guard {
  readonly until: Date;
  /** It ends and changes nothing. */
  dismiss(): void;
}

const WATCHDOG = fileURLToPath(new URL("./watchdog.js", import.meta.url));

/** So long it may take to start. */
const START_MS = 15_000;

/** Starts a watchdog in a network namespace; resolves when it holds both programs. Fails with XG603, XG609 and XG667. */
export async function startGuard(
  { milliseconds, ...watch }: Omit<Watch, "until"> & { readonly milliseconds: number },
  { netns }: Where,
): Promise<Guard> {
  const until = Date.now() + milliseconds;
  const child = withNetns(netns, () =>
    spawn(process.execPath, [WATCHDOG, ...watchArguments({ ...watch, until })], {
      detached: true,
      cwd: "/",
      env: {},
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const dismiss = () => void child.kill("SIGUSR2");
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`it was not ready within ${START_MS / 1000} s`)), START_MS);
      child.stdout.once("data", () => resolve());
      child.once("error", reject);
      child.once("exit", () => reject(new Error("it ended")));
    });
  } catch (error) {
    child.kill("SIGKILL");
    return fail("XG667", { reason: (error as Error).message });
  } finally {
    clearTimeout(timer);
  }
  child.removeAllListeners();
  child.stdout.destroy();
  child.unref();
  return { until: new Date(until), dismiss };
}
