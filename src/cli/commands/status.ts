import { netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { momentOf, programJson, programText, readRowsOnce } from "../program-view.js";
import { findPrograms, listPrograms } from "../../runtime/index.js";

/** `xdpgen status [ifname]`: asks the kernel, and nothing else, what runs. */
export function statusCommand(output: Output): Command {
  return new Command("status")
    .description(
      "Says what XDP program an interface runs, or all interfaces: mode, id, tag, since when, and its rules with their counters.",
    )
    .argument("[ifname]", "the interface; all of them when it is left out")
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen status", "all interfaces that run an XDP program"],
        ["xdpgen status eth0 --json", "one of them, for a script"],
        ["xdpgen status --netns lab-b", "in another network namespace"],
      ),
    )
    .action((ifname: string | undefined, { netns }: { netns?: string }) => {
      const programs = ifname === undefined ? listPrograms({ netns }) : findPrograms(ifname, { netns });
      const shown = programs.map((program) => ({
        program,
        rows: readRowsOnce(program),
        moment: momentOf(program, { netns }),
      }));
      output.result(
        { interfaces: shown.map(({ program, rows, moment }) => programJson(program, rows, moment)) },
        () =>
          shown.length === 0
            ? `${ifname ?? "no interface"} runs ${ifname === undefined ? "an" : "no"} XDP program`
            : shown
                .map(({ program, rows, moment }) => programText(program, rows, moment, output.colors))
                .join("\n\n"),
      );
    });
}
