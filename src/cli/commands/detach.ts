import { netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { detach } from "../../kernel/detach.js";
import { findInterface } from "../../kernel/interface.js";
import { withNetns } from "../../kernel/netns.js";

/** `xdpgen detach <ifname>`. */
export function detachCommand(output: Output): Command {
  return new Command("detach")
    .description(
      "Takes the program off an interface. Somebody else's program stays, unless --force is given.",
    )
    .argument("<ifname>", "the interface")
    .option("--force", "also when xdpgen did not build the program")
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen detach eth0", "eth0 passes everything again"],
        ["xdpgen detach veth1 --netns lab-b", "in another network namespace"],
      ),
    )
    .action((ifname: string, { force, netns }: { force?: true; netns?: string }) => {
      const { mode, program } = withNetns(netns, () =>
        detach(findInterface(ifname, netns), { force: force === true }),
      );
      const { id, tag, name } = program;
      output.result(
        { event: "detached", interface: ifname, mode, program: { id, tag, name } },
        () => `detached ${name} (program id ${id}) from ${ifname}`,
      );
    });
}
