import { intervalOption, modeOption, netnsOption } from "../arguments.js";
import { locateObject } from "../built-objects.js";
import { Command, examples } from "../command.js";
import { attachAndStay, attachAndWatch } from "../foreground.js";
import type { Output } from "../output.js";
import type { Mode } from "../../kernel/modes.js";
import { readObject } from "../../kernel/object.js";

interface AttachFlags {
  readonly mode?: Mode;
  readonly takeover?: true;
  readonly force?: true;
  readonly persist?: true;
  readonly netns?: string;
  readonly interval: number;
}

/** `xdpgen attach <ifname> [program]`. */
export function attachCommand(output: Output): Command {
  return new Command("attach")
    .description(
      "Attaches a built program to an interface and shows its counters until Ctrl+C, which detaches it. A program of " +
        "xdpgen's that is there already is replaced, with no moment in between; anybody else's stays.",
    )
    .argument("<ifname>", "the interface")
    .argument("[program]", "a name below generated/, or the path of an xdp.o (default: the one built last)")
    .addOption(modeOption())
    .option("--persist", "attach and return; the program stays until `xdpgen detach`")
    .option("--takeover", "replace a program that xdpgen did not build")
    .option("--force", "the same as --takeover")
    .addOption(intervalOption())
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen attach eth0", "the program built last, in the foreground"],
        ["xdpgen attach eth0 block-a --persist", "generated/block-a/xdp.o, to stay"],
        ["xdpgen attach veth1 --netns lab-b", "in another network namespace"],
        ["xdpgen attach eth0 --json", "events and counters, a JSON object a line"],
      ),
    )
    .action(async (ifname: string, which: string | undefined, flags: AttachFlags) => {
      const object = readObject(locateObject(which, ifname));
      const options = {
        mode: flags.mode ?? "auto",
        takeover: flags.takeover === true || flags.force === true,
        netns: flags.netns,
        interval: flags.interval,
      } as const;
      if (flags.persist === true) attachAndStay(ifname, object, options, output);
      else await attachAndWatch(ifname, object, options, output);
    });
}
