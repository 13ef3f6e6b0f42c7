import { spawn } from "node:child_process";
import { thisArchitecture } from "./architectures.js";
import { MAIN, NODE } from "./guest-files.js";
import { parse, type GuestLine } from "./guest/lines.js";

/** What a guest said, and why it is not all that it should have said. */
export interface GuestReport {
  readonly lines: readonly GuestLine[];
  /** Undefined when the guest came to its end. */
  readonly failure: string | undefined;
}

/** Some three times as long as two guests at once take on two slow processors: only a guest that hangs takes longer. */
const PATIENCE_MS = 240_000;

const MEMORY_MIB = 1024;

/** Boots a kernel in an emulator, with the guest's main file as its init process, and listens until the machine is off. */
export function boot(
  kernel: string,
  initramfs: string,
  mainArguments: readonly string[],
): Promise<GuestReport> {
  const { emulator, emulatorPackage, machine, console } = thisArchitecture();
  // A panic restarts the machine at once, and instead of restarting the emulator ends.
  const append = `console=${console} quiet panic=-1 rdinit=${NODE} -- ${[MAIN, ...mainArguments].join(" ")}`;
  const args = [
    ...[
      ...machine,
      "-m",
      `${MEMORY_MIB}`,
      "-no-reboot",
      "-nodefaults",
      "-display",
      "none",
      "-serial",
      "stdio",
    ],
    ...["-kernel", kernel, "-initrd", initramfs, "-append", append],
  ];
  const child = spawn(emulator, args, { stdio: ["ignore", "pipe", "pipe"], timeout: PATIENCE_MS });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);

  const started = performance.now();
  const output = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  return new Promise((resolve) => {
    const end = (failure: (lines: readonly GuestLine[]) => string | undefined): void => {
      process.off("exit", endWithUs);
      const [said = "", complaints = ""] = output.map((text) => text());
      const { lines, rest } = sorted(said);
      const reason = failure(lines);
      const last = [...rest, ...complaints.split("\n")].slice(-CONSOLE_LINES).join("\n");
      resolve({ lines, failure: reason === undefined ? undefined : `${reason}\n${last}`.trimEnd() });
    };
    child.once("error", (error: NodeJS.ErrnoException) =>
      end(() =>
        error.code === "ENOENT"
          ? `there is no ${emulator} here: apt-get install --no-install-recommends ${emulatorPackage}`
          : `${emulator}: ${error.message}`,
      ),
    );
    child.once("close", (code) =>
      end((lines) => {
        if (lines.at(-1)?.kind === "finished") return undefined;
        const seconds = Math.round((performance.now() - started) / 1000);
        if (child.killed)
          return `the guest was still at work after ${seconds} s, and was ended. Its last words:`;
        return `the guest stopped after ${seconds} s and was not done (${emulator}: ${code}). Its last words:`;
      }),
    );
  });
}

/** How many lines of the console go into a failure: a panic has some 40. */
const CONSOLE_LINES = 60;

/** The guest's lines and the console's others, without the escape sequences that firmware clears the screen with. */
function sorted(said: string): { lines: GuestLine[]; rest: string[] } {
  const lines: GuestLine[] = [];
  const rest: string[] = [];
  // eslint-disable-next-line no-control-regex
  for (const text of said.replace(/\x1b(\[[?0-9;]*)?[a-zA-Z]|\r/g, "").split("\n")) {
    const line = parse(text);
    if (line !== undefined) lines.push(line);
    else if (text.trim() !== "") rest.push(text);
  }
  return { lines, rest };
}
