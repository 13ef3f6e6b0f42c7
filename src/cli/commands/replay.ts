import { diagnostic, fail, type Diagnostic } from "../../diagnostics/index.js";
import { RUN_FRAME_BYTES } from "../../kernel/prog-run.js";
import { createCaptureWriter, openCapture, type Capture, type CaptureWriter } from "../../testing/capture.js";
import { plural } from "../../util/text.js";
import { Command, examples, Option } from "../command.js";
import type { Output } from "../output.js";
import { createProgress } from "../progress.js";
import { replay } from "../replay/replay.js";
import { ENGINE_CHOICES, openRules, type EngineChoice } from "../replay/rules-under-trial.js";
import { summaryJson, summaryText } from "../replay/summary.js";
import type { Tally } from "../replay/tally.js";
import { grouped } from "../text-table.js";

interface ReplayOptions {
  readonly engine?: EngineChoice;
  readonly writeDropped?: string;
  readonly summary?: boolean;
}

/** `xdpgen replay`: what rules do to the frames of a capture. */
export function replayCommand(output: Output): Command {
  return new Command("replay")
    .description("says what rules do to every frame of a capture; nothing is sent or attached")
    .argument("<rules>", "a rules file, or an object that was built from one (xdp.o)")
    .argument("<capture>", "a pcap or pcapng file of Ethernet frames; - for standard input")
    .addOption(
      new Option(
        "--engine <engine>",
        "what judges (default: interpreter for a rules file, kernel for an object)",
      ).choices(ENGINE_CHOICES),
    )
    .option("--write-dropped <file>", "write the frames that are dropped to a .pcap or .pcapng file")
    .option("--summary", "with --json: one line with the totals instead of a line for each frame")
    .addHelpText(
      "after",
      examples(
        ["xdpgen replay rules/web-server.ts day.pcapng", "how many packets and bytes each rule decides"],
        ["xdpgen replay rules/web-server.ts day.pcapng --json", "a line of JSON for each frame"],
        ["sudo xdpgen replay generated/web-server/xdp.o day.pcap", "by the program that would be attached"],
        ["sudo xdpgen replay rules/web-server.ts day.pcap --engine both", "compares; 1 when they differ"],
        ["xdpgen replay rules/web-server.ts day.pcap --write-dropped lost.pcapng", "to look at what is lost"],
      ),
    )
    .action((rules: string, capture: string, options: ReplayOptions) => run(rules, capture, options, output));
}

async function run(
  rulesPath: string,
  capturePath: string,
  { engine, writeDropped, summary = false }: ReplayOptions,
  output: Output,
): Promise<void> {
  const capture = openCapture(capturePath);
  const trial = await openRules(rulesPath, engine, output);
  const perFrame = output.json && !summary;
  const say = (diagnostics: readonly Diagnostic[]) =>
    perFrame ? output.remark(diagnostics) : output.report(diagnostics);
  say(trial.diagnostics);

  const progress = createProgress(output);
  let dropped: CaptureWriter | undefined;
  try {
    dropped = writeDropped === undefined ? undefined : createCaptureWriter(writeDropped);
    const tally = await replay(trial, capture, {
      lines: perFrame ? (lines) => output.jsonLines(lines) : undefined,
      dropped,
      onProgress: (packets) => progress.at(`frame ${grouped(packets)}`),
      stop: output.closed,
    });
    dropped?.close();
    progress.done();
    say(remarksOn(tally, capture));
    if (!perFrame) output.result(summaryJson(trial, tally), () => summaryText(trial, tally, output.colors));
    const { differing, firstDiffering: first } = tally;
    if (first !== undefined) fail("XG816", { frames: plural(differing, "frame"), first });
  } finally {
    progress.done();
    dropped?.discard();
    for (const opened of trial.engines) opened?.close();
  }
}

/** What a reader of the result should know about the capture. */
function remarksOn({ notRunnable, cut }: Tally, { path, skipped, warnings }: Capture): Diagnostic[] {
  return [
    ...warnings,
    ...skipped.map(({ reason, count }) =>
      diagnostic("XG818", { packets: plural(count, "packet"), path, reason }),
    ),
    ...(notRunnable === 0
      ? []
      : [diagnostic("XG819", { frames: plural(notRunnable, "frame"), path, ...RUN_FRAME_BYTES })]),
    ...(cut === 0 ? [] : [diagnostic("XG820", { frames: plural(cut, "frame"), path })]),
  ];
}
