import { netnsOption } from "../arguments.js";
import { Command, examples, InvalidArgumentError } from "../command.js";
import type { Output } from "../output.js";
import { rateOption, type Rate } from "../watched/rate.js";
import { showPackets } from "../watched/show-packets.js";

interface WatchFlags {
  readonly rule?: string;
  readonly write?: string;
  readonly rate: Rate;
  readonly count?: number;
  readonly netns?: string;
}

/** `xdpgen watch <ifname>`: the packets that are dropped, while they are. */
export function watchCommand(output: Output): Command {
  return new Command("watch")
    .description(
      "Shows the packets that an interface's program drops, and those that sample() and .monitor() rules see, one a line, until " +
        "Ctrl+C. The kernel holds back what is above the rate; nothing changes for the packets.",
    )
    .argument("<ifname>", "the interface")
    .option(
      "--rule <name>",
      'only the packets of this rule, also when it passes them; "(policy)" for those that no rule decided',
    )
    .option("--write <file>", "write them to a new pcapng file as well, the rule in each packet's comment")
    .addOption(rateOption())
    .option("--count <n>", "end after so many packets", parseCount)
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen watch eth0", "what is dropped, at most 100 packets a second"],
        ['xdpgen watch eth0 --rule "dns flood" --count 10', "ten packets of one rule"],
        ["xdpgen watch eth0 --write dropped.pcapng --rate 1000/s", "for Wireshark"],
        ["xdpgen watch eth0 --json", "events, a JSON object a line"],
      ),
    )
    .action((ifname: string, { rate, count = Infinity, ...flags }: WatchFlags) =>
      showPackets(
        ifname,
        { ...flags, count, rate: rate.rate, burst: rate.burst, rateText: rate.text },
        output,
      ),
    );
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a number of packets.");
}
