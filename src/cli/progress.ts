import type { Output } from "./output.js";

/** Milliseconds before an operation says what it is doing. */
const PATIENCE = 1000;

/** A step may keep the thread to itself, and the timer waiting: one that begins after so many milliseconds is shown as it begins. */
const LATE = 400;

/** Erases the line that the cursor is on (ECMA-48: EL), and goes to its start. */
const ERASE_LINE = "\r\u001b[2K";

/** What a longer operation is at. */
export interface Progress {
  /** It is at this step now. */
  at(step: string): void;
  /** It has ended: nothing of this stays on the screen. */
  done(): void;
}

/** Shows a terminal what an operation is at once it takes longer than a second; anywhere else it shows nothing. */
export function createProgress(output: Output): Progress {
  let step = "";
  let shown = false;
  const start = performance.now();
  const show = () => {
    shown = true;
    output.write(`${ERASE_LINE}${output.colors.dim(`… ${step}`)}`);
  };
  const timer = output.interactive ? setTimeout(show, PATIENCE) : undefined;
  return {
    at(next) {
      step = next;
      if (shown || (output.interactive && performance.now() - start >= LATE)) show();
    },
    done() {
      clearTimeout(timer);
      if (shown) output.write(ERASE_LINE);
      shown = false;
    },
  };
}
