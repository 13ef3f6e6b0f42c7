/** How the lab runs other programs: always an argument array, never a shell string. */
import { execa } from "execa";

/** What a program did. It may have failed: look at the exit code. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program in the foreground of a place, until it ends or is interrupted. */
export interface Foreground {
  /** Everything it has printed so far, on either stream. */
  output(): string;
  running(): boolean;
  /** Like Ctrl+C in its terminal. */
  interrupt(): Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<RunResult>;
}

/** A program that this process started itself, so that it can be sent any signal. */
export interface Started extends Foreground {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  signal(name: NodeJS.Signals): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Shows what the program says on its error stream while it runs. */
  readonly progress?: boolean;
}

/** Runs to the end and returns whatever came of it; a program that could not be started has exit code 127. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return start(argv, options).ended;
}

/** Runs to the end and returns what it printed. @throws Error with the program's own words when it fails. */
export async function runOk(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await run(argv, options);
  if (exitCode === 0) return stdout;
  throw new Error(`${argv.join(" ")}: exit code ${exitCode}\n${stderr}${stdout}`.trimEnd());
}

/** Starts a program that stays. Its end, whatever the reason, is no error. */
export function start(argv: readonly string[], { progress = false, ...options }: RunOptions = {}): Started {
  const [command = "", ...args] = argv;
  const child = execa(command, args, {
    ...options,
    stdin: "ignore",
    stderr: progress ? ["pipe", "inherit"] : "pipe",
    all: true,
    reject: false,
  });
  let output = "";
  child.all.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  // Awaited in place: handing execa's promise on costs the type checker seconds.
  const end = async (): Promise<RunResult> => {
    const { exitCode, code, stdout, stderr } = await child;
    // 127 is the shell's "not found"; a program that a signal ended has no exit code at all.
    return { exitCode: exitCode ?? (code === "ENOENT" ? 127 : 128), stdout, stderr };
  };
  return {
    pid: child.pid,
    output: () => output,
    running: () => child.exitCode === null && child.signalCode === null,
    signal,
    interrupt: () => Promise.resolve(signal("SIGINT")),
    ended: end(),
  };
}
