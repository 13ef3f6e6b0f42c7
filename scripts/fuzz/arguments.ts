import { parseArgs } from "node:util";

export const USAGE = `Random rulesets on random and hostile frames: the reference interpreter, the generated program and the optimised
one are compared frame by frame, in the kernel. Needs root, or CAP_BPF and CAP_NET_ADMIN.

  npm run fuzz -- [options]

  --seconds N      go on for N seconds; 60 unless --rulesets or --only says something else
  --rulesets N     try N rulesets; with the same seed they are the same ones, and so are the frames
  --seed S         a whole number; any unless given, and it is printed
  --only N         try ruleset N of the seed alone
  --keep-going     go on after a ruleset on which they do not agree
  --replay FOLDER  judge the rules file and the frame of such a ruleset again
  --json           one JSON object on one line in place of the text
  --help           this text

A ruleset on which they do not agree is shrunk and written to fuzz-failures/<seed>-<number>.
Exit code: 0 they agree, 1 they do not, 2 wrong arguments, 4 no privilege, 130 interrupted.`;

/** What the command line asks for. */
export type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string }
  | { readonly kind: "replay"; readonly folder: string; readonly json: boolean }
  | {
      readonly kind: "fuzz";
      readonly seed: number | undefined;
      readonly first: number;
      readonly rulesets: number | undefined;
      readonly seconds: number | undefined;
      readonly keepGoing: boolean;
      readonly json: boolean;
    };

export const OPTIONS = {
  seconds: { type: "string" },
  rulesets: { type: "string" },
  seed: { type: "string" },
  only: { type: "string" },
  "keep-going": { type: "boolean", default: false },
  replay: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const SECONDS = 60;

/** Reads the command line; whatever is wrong with it is told and not thrown. */
export function readArguments(args: readonly string[]): Wish {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) return { kind: "help" };
    const bounds = { seconds: values.seconds, rulesets: values.rulesets, only: values.only };
    if (values.replay !== undefined) {
      forbid("--replay", { ...bounds, seed: values.seed });
      return { kind: "replay", folder: values.replay, json: values.json };
    }
    if (values.only !== undefined) forbid("--only", { ...bounds, only: undefined });
    const only = whole("--only", values.only, 0);
    const rulesets = only === undefined ? whole("--rulesets", values.rulesets, 1) : 1;
    const seconds = positive("--seconds", values.seconds);
    return {
      kind: "fuzz",
      seed: whole("--seed", values.seed, 0),
      first: only ?? 0,
      rulesets,
      seconds: seconds ?? (rulesets === undefined ? SECONDS : undefined),
      keepGoing: values["keep-going"],
      json: values.json,
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "wrong", message: error.message };
  }
}

function forbid(option: string, others: Readonly<Record<string, string | undefined>>): void {
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (other !== undefined) throw new RangeError(`${option} stands without --${other}`);
}

function whole(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`${option} takes a whole number from ${least} on, not "${text}"`);
}

function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new RangeError(`${option} takes a number above 0, not "${text}"`);
}
