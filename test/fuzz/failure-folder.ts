import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { startCheck } from "../../src/codegen/1-check/index.js";
import { evaluate } from "../../src/codegen/2-evaluate/index.js";
import { lower } from "../../src/codegen/3-lower/index.js";
import type { Program } from "../../src/ir/index.js";
import { readCapture, writeCapture } from "../../src/testing/capture.js";
import type { FrameContext } from "../../src/testing/index.js";
import { decodedFrame, type DecodedFrame } from "./batch.js";
import type { Failure } from "./fuzz.js";
import { failureText } from "./failure-text.js";
import { rulesFile } from "./rules-file.js";

/** The files of a failure. */
export const FILES = {
  rules: "rules.ts",
  frame: "frame.pcap",
  /** Only there when it matters where the frame came in: a capture does not say it. */
  context: "context.json",
  text: "README.md",
} as const;

/**
 * Writes a failure to `<folder>/<seed>-<number>`, in the place of an older one: a rules file, a capture, and a text that
 * says what to do with them. Returns the path.
 */
export async function writeFailure(folder: string, failure: Failure): Promise<string> {
  const { seed, number, shrunk } = failure;
  const path = join(folder, `${seed}-${number}`);
  const style = await resolveConfig(join(import.meta.dirname, FILES.rules));
  const rules = await format(rulesFile(shrunk.ruleset), { ...style, parser: "typescript" });
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, FILES.rules), rules);
  writeCapture(join(path, FILES.frame), [shrunk.frame.frame]);
  if (shrunk.frame.context !== undefined)
    writeFileSync(join(path, FILES.context), `${JSON.stringify(shrunk.frame.context)}\n`);
  writeFileSync(join(path, FILES.text), failureText(path, failure));
  return path;
}

/** What a failure's files say, read as a build reads them: the program before the optimiser, and the frame. */
export interface ReadFailure {
  readonly program: Program;
  readonly frame: DecodedFrame;
}

/**
 * Reads a failure back.
 * @throws DiagnosticError XG1xx and XG2xx for the rules file, XG80x for the capture
 */
export async function readFailure(folder: string): Promise<ReadFailure> {
  const capture = join(folder, FILES.frame);
  const [bytes] = readCapture(capture);
  if (bytes === undefined) throw new RangeError(`${capture} holds no frame`);
  return {
    program: await lowerFile(join(folder, FILES.rules)),
    frame: decodedFrame({
      label: capture,
      frame: Uint8Array.from(bytes),
      ...contextOf(join(folder, FILES.context)),
    }),
  };
}

/** Checks, evaluates and lowers a rules file. */
export async function lowerFile(path: string): Promise<Program> {
  const checking = startCheck(path);
  await checking.judged;
  const source = await checking.source;
  return lower(await evaluate(source), source.root).program;
}

function contextOf(path: string): { readonly context?: FrameContext } {
  return existsSync(path) ? { context: JSON.parse(readFileSync(path, "utf8")) as FrameContext } : {};
}
