import type { Output } from "../output.js";

/** The terminal while a view has all of it. */
export interface Screen {
  /** Shows lines in place of those that are there, in one write, so that nothing flickers. */
  show(lines: readonly string[]): void;
  /** Gives the terminal back for a moment, and stops the process as Ctrl+Z does. */
  suspend(): void;
  /** Gives the terminal back as it was. Any number of calls. */
  close(): void;
}

/** What a screen tells about. */
export interface ScreenEvents {
  /** Keys, as the terminal sends them. */
  readonly onKeys: (text: string) => void;
  /** The terminal has another size, or is ours again: draw. */
  readonly onChange: () => void;
}

/** The alternate screen without a cursor, and without going on in the next line where one is too long; and all of that undone. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l";
/** A terminal that knows it shows what stands between them at once; others ignore it. */
const [BEGIN, END] = ["\x1b[?2026h", "\x1b[?2026l"];
const HOME = "\x1b[H";
const ERASE_LINE = "\x1b[2K";

/** Takes the terminal behind `output` until `close`, which the end of the process calls as well. */
export function openScreen(output: Output, { onKeys, onChange }: ScreenEvents): Screen {
  const { stdin } = process;
  let isOpen = false;
  const onData = (data: Buffer): void => onKeys(data.toString("latin1"));
  const enter = (): void => {
    if (isOpen) return;
    isOpen = true;
    setRawMode(true);
    output.write(ENTER);
  };
  const leave = (): void => {
    if (!isOpen) return;
    isOpen = false;
    output.write(LEAVE);
    setRawMode(false);
  };
  const onContinue = (): void => {
    // Whoever stopped the process has not asked us to give the terminal back; the shell has taken it.
    isOpen = false;
    enter();
    onChange();
  };
  const listeners = [
    ["SIGWINCH", onChange],
    ["SIGCONT", onContinue],
    ["exit", leave],
  ] as const;
  for (const [event, listener] of listeners) process.on(event, listener);
  stdin.on("data", onData);
  enter();
  return {
    show(lines) {
      if (isOpen) output.write(`${BEGIN}${HOME}${lines.map((line) => ERASE_LINE + line).join("\r\n")}${END}`);
    },
    suspend() {
      leave();
      process.kill(process.pid, "SIGTSTP");
    },
    close() {
      leave();
      for (const [event, listener] of listeners) process.off(event, listener);
      stdin.off("data", onData);
      stdin.pause();
    },
  };
}

/** In raw mode keys come one by one and are not shown. Without a terminal as stdin there are none. */
function setRawMode(raw: boolean): void {
  if (!process.stdin.isTTY) return;
  try {
    process.stdin.setRawMode(raw);
  } catch {
    // The terminal has gone (SIGHUP): there is nothing to give back.
  }
}
