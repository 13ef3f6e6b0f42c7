import { fail } from "../../diagnostics/index.js";
import { plural } from "../../util/text.js";
import { netnsOption } from "../arguments.js";
import { Command, examples } from "../command.js";
import { checksFor } from "../doctor/checks.js";
import { examine } from "../doctor/examine.js";
import { reportJson, reportText } from "../doctor/report.js";
import type { Output } from "../output.js";

/** `xdpgen doctor [ifname]`: tries out what building and attaching need. */
export function doctorCommand(output: Output): Command {
  return new Command("doctor")
    .description(
      "Says what this machine can and cannot do, and how to mend it. Compiles a small program and loads it, if it may; " +
        "attaches nothing and changes nothing.",
    )
    .argument("[ifname]", "an interface to look at as well")
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen doctor", "can rules be built and loaded here?"],
        ["sudo xdpgen doctor eth0", "and would a program run natively on eth0?"],
        ["xdpgen doctor --json", "every check for a script"],
      ),
    )
    .action(async (ifname: string | undefined, { netns }: { netns?: string }) => {
      const examined = await examine(checksFor(ifname, netns), process.platform);
      output.result(reportJson(examined), () => reportText(examined, output.colors));
      const problems = examined.filter(({ finding }) => finding.state === "problem");
      if (problems.length > 0)
        fail("XG705", {
          problems: plural(problems.length, "problem"),
          checks: problems.map(({ check }) => check.name).join(", "),
        });
    });
}
