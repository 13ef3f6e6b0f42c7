/** What a scenario is asked for, and what it works with. */
export interface Task {
  /** How much of it: kills, replacements, packets, minutes. */
  readonly amount: number;
  /** The compiled command line that is tried: dist/cli/main.js. */
  readonly cli: string;
  /** Ends it early when aborted; what was done until then counts. */
  readonly signal: AbortSignal;
  /** One line that says how far it is. */
  readonly progress: (line: string) => void;
}

/** What a scenario came to. */
export interface Outcome {
  /** Rows of the page: what was done and what was seen. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Promises that did not hold, a sentence each; none is what it should be. */
  readonly broken: readonly string[];
}

/** A promise of xdpgen's that is put to the test. */
export interface Scenario {
  /** What is promised. */
  readonly promise: string;
  /** What `--amount` counts, and how much of it there is in full and with `--quick`. */
  readonly unit: string;
  readonly full: number;
  readonly quick: number;
  readonly run: (task: Task) => Promise<Outcome>;
}

/** Promises as they are found broken: the first few of them in words, the others are counted. */
export function findings(most = 20): {
  readonly note: (text: string) => void;
  readonly all: () => readonly string[];
} {
  const said: string[] = [];
  let more = 0;
  return {
    note: (text) => (said.length < most ? void said.push(text) : void more++),
    all: () => (more === 0 ? said : [...said, `and ${more} more`]),
  };
}
