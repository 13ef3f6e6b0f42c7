import { confirmOption, intervalOption, modeOption, netnsOption } from "../arguments.js";
import { attachTargets } from "../attach-targets.js";
import { Command, examples } from "../command.js";
import { attachAndStay, attachAndWatch } from "../foreground.js";
import type { Output } from "../output.js";
import type { Mode } from "../../kernel/modes.js";
import { readObject } from "../../kernel/object.js";

interface AttachFlags {
  readonly object?: string;
  readonly mode?: Mode;
  readonly takeover?: true;
  readonly force?: true;
  readonly persist?: true;
  readonly fresh?: true;
  readonly confirm?: number;
  readonly allowLockout?: true;
  readonly monitor?: true;
  readonly netns?: string;
  readonly interval: number;
}

/** `xdpgen attach <ifname> [program]`. */
export function attachCommand(output: Output): Command {
  return new Command("attach")
    .description(
      "Attaches a built program to an interface and shows its counters until Ctrl+C, which detaches it. A program of " +
        "xdpgen's that is there already is replaced, with no moment in between: counters of rules that stay, live sets and " +
        "limits go on. Anybody else's stays.",
    )
    .argument("<ifname>", "the interface; with --object several, which are changed together or not at all")
    .argument(
      "[program...]",
      "a name below generated/, or the path of an xdp.o (default: the one built last)",
    )
    .option("--object <program>", "the program, when there are several interfaces")
    .addOption(modeOption())
    .option("--persist", "attach and return; the program stays until `xdpgen detach`")
    .option("--fresh", "start from zero: nothing of the program that is replaced goes on")
    .addOption(confirmOption())
    .option("--monitor", "count what the rules would drop, and drop nothing")
    .option("--allow-lockout", "also when it would cut off the SSH session, the gateway or DHCP")
    .option("--takeover", "replace a program that xdpgen did not build")
    .option("--force", "the same as --takeover")
    .addOption(intervalOption())
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen attach eth0", "the program built last, in the foreground"],
        ["xdpgen attach eth0 block-a --persist", "generated/block-a/xdp.o, to stay"],
        ["xdpgen attach eth0 block-a --confirm 60s", "for a minute, unless xdpgen confirm eth0"],
        ["xdpgen attach eth0 block-a --monitor", "only count what it would drop"],
        ["xdpgen attach eth0 eth1 --object block-a", "both or neither"],
        ["xdpgen attach veth1 --netns lab-b", "in another network namespace"],
        ["xdpgen attach eth0 --json", "events and counters, a JSON object a line"],
      ),
    )
    .action(async (ifname: string, more: readonly string[], flags: AttachFlags) => {
      const { ifnames, object: path } = attachTargets([ifname, ...more], flags.object);
      const object = readObject(path);
      const options = {
        mode: flags.mode ?? "auto",
        takeover: flags.takeover === true || flags.force === true,
        fresh: flags.fresh === true,
        monitor: flags.monitor === true,
        confirm: flags.confirm,
        allowLockout: flags.allowLockout === true,
        netns: flags.netns,
        interval: flags.interval,
      } as const;
      const stays = flags.persist === true || flags.confirm !== undefined || ifnames.length > 1;
      if (stays) await attachAndStay(ifnames, object, options, output);
      else await attachAndWatch(ifname, object, options, output);
    });
}
