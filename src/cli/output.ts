import { once } from "node:events";
import { readFileSync } from "node:fs";
import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import {
  diagnostic,
  DiagnosticError,
  diagnosticToJson,
  renderDiagnostic,
  type Diagnostic,
} from "../diagnostics/index.js";
import { grouped } from "./text-table.js";
import { firstOfEach } from "./first-of-each.js";
import { EXIT_CODES, EXIT_OK, exitCodeFor } from "./exit-codes.js";

/** Everything that a command says goes through here: results to stdout, diagnostics to stderr, or one JSON object a line to stdout. */
export interface Output {
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** Paints for stdout; paints nothing when stdout is no terminal, with NO_COLOR and with `--json`. */
  readonly colors: Colors;
  /** Whether a person looks at stdout: a terminal, no `--json`. Only then may lines be redrawn. */
  readonly interactive: boolean;
  /** Columns and rows of the terminal behind stdout. */
  size(): { readonly columns: number; readonly rows: number };
  /** Aborted when whoever reads stdout has gone: an endless command ends then. */
  readonly closed: AbortSignal;
  /**
   * What the command found out: with `--json` the line `{"ok":true,…value,"diagnostics":[…]}`, otherwise `text()`, if not empty.
   * Big integers become JSON numbers. An endless command calls it once for each event.
   */
  result(value: object, text: () => string): void;
  /** Text on stdout as it is, for escape sequences and progress; nothing with `--json`. */
  write(text: string): void;
  /**
   * Many results, with `--json` alone: lines that are JSON already, each with its line break. Resolves when stdout takes
   * more, so that a slow reader does not fill the memory.
   */
  jsonLines(lines: string): Promise<void>;
  /** Warnings and notes beside `jsonLines`, which have no place for them: to stderr. */
  remark(diagnostics: readonly Diagnostic[]): void;
  /** Warnings and notes: to stderr at once, or with `--json` into the next result. */
  report(diagnostics: readonly Diagnostic[]): void;
  /** What made the command end. Returns the exit code. */
  failure(error: unknown): number;
  /** Waits until everything is written. Returns the exit code: the one given, unless the result could not be written. */
  finish(code: number): Promise<number>;
}

/** Where an Output writes: the process's streams, or a test's. */
export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PROCESS_STREAMS: OutputStreams = process;

/** Makes the output of one run of the command line. */
export function createOutput(
  json: boolean,
  { stdout, stderr, env }: OutputStreams = PROCESS_STREAMS,
): Output {
  const colors = pc.createColors(!json && wantsColors(stdout, env));
  const errorColors = pc.createColors(wantsColors(stderr, env));
  const closed = new AbortController();
  let writeError: string | undefined;
  stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    // A full disk, say: whoever logs to it loses the log, but not the program on the interface.
    if (code === "EPIPE") closed.abort();
    else writeError ??= message;
  });
  stderr.on("error", () => {}); // there is nowhere left to complain

  let pending: Diagnostic[] = [];
  const writeTo = (stream: NodeJS.WriteStream, text: string): void => {
    if (stream.writable) stream.write(text);
  };
  const writeJson = (value: object): void => {
    const diagnostics = pending.map(diagnosticToJson);
    pending = [];
    writeTo(stdout, `${JSON.stringify({ ...value, diagnostics }, numberFromBigint)}\n`);
  };
  const remark = (diagnostics: readonly Diagnostic[]): void => {
    const { shown, more } = firstOfEach(diagnostics);
    for (const d of shown) writeTo(stderr, `${renderDiagnostic(d, { colors: errorColors, readSource })}\n`);
    for (const [code, count] of more)
      writeTo(stderr, `… and ${grouped(count)} more of ${code}: --json has all\n`);
  };
  const report = (diagnostics: readonly Diagnostic[]): void => {
    if (json) pending.push(...diagnostics);
    else remark(diagnostics);
  };

  return {
    json,
    colors,
    interactive: !json && stdout.isTTY === true && env["TERM"] !== "dumb",
    // A terminal that does not know its size says 0.
    size: () => ({
      columns: stdout.columns > 0 ? stdout.columns : 80,
      rows: stdout.rows > 0 ? stdout.rows : 24,
    }),
    closed: closed.signal,
    result(value, text) {
      if (json) return writeJson({ ok: true, ...value });
      const rendered = text();
      if (rendered !== "") writeTo(stdout, `${rendered}\n`);
    },
    write(text) {
      if (!json) writeTo(stdout, text);
    },
    async jsonLines(lines) {
      if (!json || !stdout.writable || stdout.write(lines)) return;
      // Whoever reads may also go away: then there is nothing to wait for.
      await once(stdout, "drain", { signal: closed.signal }).catch(() => {});
    },
    report,
    remark,
    failure(error) {
      if (error instanceof DiagnosticError) {
        report(error.diagnostics);
        if (json) writeJson({ ok: false });
        return exitCodeFor(error.diagnostics);
      }
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (json) writeJson({ ok: false, bug: stack });
      else
        writeTo(
          stderr,
          `${errorColors.red("this is a bug in xdpgen, not in your rules; please report it with:")}\n${stack}\n`,
        );
      return EXIT_CODES.internal;
    },
    async finish(code) {
      await new Promise<void>((resolve) => stdout.write("", () => resolve()));
      if (writeError === undefined || code !== EXIT_OK) return code;
      const lost = diagnostic("XG704", { reason: writeError });
      writeTo(stderr, `${renderDiagnostic(lost, { colors: errorColors, readSource })}\n`);
      return exitCodeFor([lost]);
    },
  };
}

/** https://no-color.org: a set and not empty NO_COLOR means no colours; FORCE_COLOR means colours without a terminal. */
function wantsColors(stream: NodeJS.WriteStream, env: OutputStreams["env"]): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}

/** JSON has numbers only: exact up to 2^53, which is 9 PB in a counter of bytes. */
function numberFromBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
