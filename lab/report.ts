/** What the scenario tells its audience, and what came of each step. */
import pc from "picocolors";

/** One thing that was looked at. `seen` is in the words that `expected` is in. */
export interface Step {
  readonly title: string;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
}

export interface Report {
  /** All steps so far, in order. */
  readonly steps: readonly Step[];
  /** A new part of the scenario. */
  heading(text: string): void;
  /** A command as a person would type it, and what it printed. */
  command(place: string, text: string, output?: string): void;
  /** Lines of a file, or of something else that is worth seeing. */
  quote(text: string): void;
  /** Looks, and holds what it sees against what was expected. What `see` throws is seen as well. */
  step(title: string, expected: string, see: () => Promise<string>, pattern?: RegExp): Promise<void>;
}

const TITLE_WIDTH = 22;
const EXPECTED_WIDTH = 18;

/** @param write takes one line, without its end */
export function createReport(write: (line: string) => void): Report {
  const steps: Step[] = [];
  const indent = (text: string): void => {
    for (const line of text.trimEnd().split("\n")) write(`    ${pc.dim(line)}`);
  };

  return {
    steps,

    heading(text) {
      write("");
      write(pc.bold(text));
    },

    command(place, text, output = "") {
      write(`  ${pc.cyan(`${place} $`)} ${text}`);
      if (output.trim() !== "") indent(output);
    },

    quote: indent,

    async step(title, expected, see, pattern) {
      const seen = await see().catch((error: unknown) => `an error: ${String(error)}`);
      const ok = pattern === undefined ? seen === expected : pattern.test(seen);
      steps.push({ title, expected, seen, ok });
      const mark = ok ? pc.green("✓") : pc.red("✗");
      const text = `${title.padEnd(TITLE_WIDTH)} expected ${expected.padEnd(EXPECTED_WIDTH)} saw `;
      write(`  ${mark} ${text}${ok ? seen : pc.red(seen)}`);
    },
  };
}
