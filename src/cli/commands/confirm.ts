import { netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { confirm } from "../../runtime/confirm/confirm.js";

/** `xdpgen confirm <ifname…>`: what `attach --confirm` attached stays. */
export function confirmCommand(output: Output): Command {
  return new Command("confirm")
    .description(
      "Keeps what `xdpgen attach --confirm` attached. Without it what was there before comes back.",
    )
    .argument("<ifname...>", "the interfaces")
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen confirm eth0", "the new program stays"],
        ["xdpgen confirm eth0 eth1", "on both of them"],
      ),
    )
    .action(async (ifnames: readonly string[], { netns }: { netns?: string }) => {
      for (const ifname of ifnames) {
        const { programId } = await confirm(ifname, { netns });
        output.result(
          { event: "confirmed", interface: ifname, program: { id: programId } },
          () => `confirmed: program id ${programId} stays on ${ifname}`,
        );
      }
    });
}
