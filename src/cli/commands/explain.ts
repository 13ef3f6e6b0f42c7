import { generate } from "../../codegen/index.js";
import { decode } from "../../testing/decode.js";
import { interpret, trace } from "../../testing/interpret.js";
import { Command, examples, InvalidArgumentError, Option } from "../command.js";
import { explanationJson, explanationText } from "../explain/explanation-view.js";
import { readFrame } from "../explain/frame-source.js";
import type { Output } from "../output.js";
import { withRulesFile } from "../rules-file.js";

/** `xdpgen explain`: one frame, every rule, and why it ends as it does. */
export function explainCommand(output: Output): Command {
  return new Command("explain")
    .description("decodes a frame and says of each rule what held and what did not, and what decided")
    .argument("<rules>", "a TypeScript file that default-exports rules")
    .argument("<frame>", "a capture, or the bytes of a frame in hexadecimal, from the Ethernet header on")
    .addOption(
      new Option("--frame <number>", "which frame of the capture, counted from 0 (default: 0)").argParser(
        frameNumber,
      ),
    )
    .addHelpText(
      "after",
      examples(
        ["xdpgen explain rules/web-server.ts day.pcapng --frame 17", "the frame that `replay` calls 17"],
        ["xdpgen explain rules/web-server.ts 0242ac14000c0242ac14000b0800…", "bytes from anywhere"],
      ),
    )
    .action(async (path: string, what: string, options: { readonly frame?: number }) => {
      const frame = readFrame(what, options.frame);
      const { program, diagnostics } = await withRulesFile(path, output, async (onPhase) => {
        const { report } = await generate(path, { onPhase });
        return { program: report.lowered, diagnostics: report.diagnostics };
      });
      const packet = decode(frame);
      const explanation = { packet, rules: trace(program, packet), decision: interpret(program, packet) };
      output.report(diagnostics);
      output.result(explanationJson(explanation), () => explanationText(explanation, output.colors));
    });
}

function frameNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number from 0.");
}
