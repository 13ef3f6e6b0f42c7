import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./pty-session.py", import.meta.url));

/** A command on a terminal of 80 columns and 24 rows. */
export interface PtySession {
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  signal(number: number): void;
  /** Resolves with all that was written so far as soon as what was written since the last call matches. */
  until(pattern: RegExp): Promise<string>;
  /** All that was written so far. */
  written(): string;
  ended(): Promise<PtyEnd>;
}

/** How it ended. */
export interface PtyEnd {
  /** Negative for a signal. */
  readonly code: number;
  /** Whether the terminal's modes are what they were before. */
  readonly restored: boolean;
  readonly written: string;
}

/** Starts a command on a terminal of its own. */
export function startOnTerminal(command: string, args: readonly string[]): PtySession {
  const child = spawn(SCRIPT, [command, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let written = "";
  let from = 0;
  let end = "";
  child.stdout.on("data", (chunk: Buffer) => (written += chunk.toString("latin1")));
  child.stderr.on("data", (chunk: Buffer) => (end += chunk.toString()));
  const closed = once(child, "close");
  const wish = (value: object): void => void child.stdin.write(`${JSON.stringify(value)}\n`);
  const text = (): string => Buffer.from(written, "latin1").toString();
  return {
    press: (keys) => wish({ keys }),
    resize: (columns, rows) => wish({ size: [columns, rows] }),
    signal: (number) => wish({ signal: number }),
    async until(pattern) {
      for (;;) {
        if (pattern.test(Buffer.from(written.slice(from), "latin1").toString())) {
          from = written.length;
          return text();
        }
        const more = await Promise.race([once(child.stdout, "data"), closed.then(() => undefined)]);
        if (more === undefined && !pattern.test(Buffer.from(written.slice(from), "latin1").toString()))
          throw new Error(`it ended without ${pattern}:\n${text()}${end}`);
      }
    },
    written: text,
    async ended() {
      await closed;
      const last = JSON.parse(end.trim().split("\n").at(-1)!) as { code: number; restored: boolean };
      return { ...last, written: text() };
    },
  };
}
