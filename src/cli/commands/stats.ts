import { intervalOption, netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { viewCounters } from "../stats/view.js";
import { showCounters, watchCounters } from "../watch.js";

/** `xdpgen stats <ifname>`: the counters, once or until it is told to stop. */
export function statsCommand(output: Output): Command {
  return new Command("stats")
    .description("Shows how many packets and bytes each rule of an interface's program has decided.")
    .argument("<ifname>", "the interface")
    .option("--watch", "go on until Ctrl+C; on a terminal: q quits, p, b and o sort")
    .addOption(intervalOption())
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen stats eth0", "the counters now"],
        ["xdpgen stats eth0 --watch", "rates, the hot rules first, the last minute, live sets"],
        ["xdpgen stats eth0 --watch --json", "a JSON object each second"],
      ),
    )
    .action(async (ifname: string, options: { watch?: true; interval: number; netns?: string }) => {
      if (options.watch !== true) showCounters(ifname, options, output);
      else if (output.interactive) await viewCounters(ifname, options, output);
      else await watchCounters(ifname, options, output);
    });
}
