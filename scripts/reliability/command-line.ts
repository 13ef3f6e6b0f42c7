import { spawn, spawnSync, type ChildProcess } from "node:child_process";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** So long a command may take that is not killed: it is about hanging. */
const PATIENCE_MS = 120_000;

/** Starts `xdpgen …args`, under another program such as strace if there is one. */
export function start(cli: string, args: readonly string[], under: readonly string[] = []): Started {
  const [command, ...rest] = [...under, process.execPath, cli, ...args];
  const child = spawn(command!, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    // Not "close": a watchdog that it left behind may hold its pipes.
    child.once("exit", (code, signal) => setImmediate(() => resolve({ code, signal, stdout, stderr })));
  });
  return { child, ended };
}

/** Runs `xdpgen …args` to its end. */
export function run(cli: string, args: readonly string[]): Ended {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, signal, stdout, stderr };
}

/** What a command said, on one line. */
export const said = ({ code, signal, stdout, stderr }: Ended): string =>
  `${signal ?? `exit ${code}`}: ${(stdout + stderr).replace(/\s+/g, " ").slice(0, 300)}`;
