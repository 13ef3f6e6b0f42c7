import { netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import { detachAll } from "../detach-all.js";
import type { Output } from "../output.js";

/** `xdpgen detach <ifname…>`. */
export function detachCommand(output: Output): Command {
  return new Command("detach")
    .description(
      "Takes the program off an interface, or off several, all or none. Somebody else's program stays, unless --force is given.",
    )
    .argument("<ifname...>", "the interfaces")
    .option("--force", "also when xdpgen did not build the program")
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen detach eth0", "eth0 passes everything again"],
        ["xdpgen detach eth0 eth1", "both or neither"],
        ["xdpgen detach veth1 --netns lab-b", "in another network namespace"],
      ),
    )
    .action((ifnames: readonly string[], { force, netns }: { force?: true; netns?: string }) => {
      for (const { on, mode, program } of detachAll(ifnames, { force: force === true, netns })) {
        const { id, tag, name } = program;
        output.result(
          { event: "detached", interface: on.name, mode, program: { id, tag, name } },
          () => `detached ${name} (program id ${id}) from ${on.name}`,
        );
      }
    });
}
