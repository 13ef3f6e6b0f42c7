import { findPrograms, type Where } from "../../runtime/index.js";
import { netnsOption, parseInterval } from "../arguments.js";
import { Command, examples, InvalidArgumentError, Option } from "../command.js";
import { FORMATS, sampleName } from "../metrics/exposition.js";
import { metricsOf, type Metrics } from "../metrics/families.js";
import { parseListenAddress, type ListenAddress } from "../metrics/listen-address.js";
import { lookAt } from "../metrics/look.js";
import { serveMetrics } from "../metrics/server.js";
import { writeTextfile } from "../metrics/textfile.js";
import type { Output } from "../output.js";
import { catchStop } from "../stop.js";

interface MetricsOptions extends Where {
  readonly listen?: ListenAddress;
  readonly textfile?: string;
  readonly interval?: number;
}

/** `xdpgen metrics [ifname...]`: the counters for Prometheus, once, over HTTP, or in a file. */
export function metricsCommand(output: Output): Command {
  return new Command("metrics")
    .description(
      "Tells counters, live sets and limiters as OpenMetrics: once on stdout, over HTTP, or in a file for node_exporter.",
    )
    .argument("[ifname...]", "interfaces; all that run a program of xdpgen's when they are left out")
    .addOption(
      new Option("--listen <address>", "serve http://<address>/metrics until Ctrl+C: 127.0.0.1:9464")
        .argParser(listenAddress)
        .conflicts("textfile"),
    )
    .option("--textfile <file>", "write a file, in one step, for node_exporter's textfile collector")
    .addOption(
      new Option("--interval <seconds>", "with --textfile: write it again and again")
        .argParser(parseInterval)
        .conflicts("listen"),
    )
    .addOption(netnsOption())
    .addHelpText(
      "after",
      examples(
        ["xdpgen metrics eth0", "OpenMetrics on stdout"],
        ["xdpgen metrics --listen 127.0.0.1:9464", "for Prometheus to scrape, all interfaces"],
        [
          "xdpgen metrics eth0 --textfile /var/lib/node_exporter/xdpgen.prom --interval 15",
          "for node_exporter",
        ],
      ),
    )
    .action(async (ifnames: readonly string[], options: MetricsOptions) => {
      // A name that is wrong from the start is a mistake; an interface that goes later is a fact that metrics show.
      for (const ifname of ifnames) findPrograms(ifname, options);
      const read = (): readonly Metrics[] => metricsOf(lookAt(ifnames, options));
      if (options.listen !== undefined) await listen(options.listen, read, output);
      else if (options.textfile !== undefined) await write(options.textfile, options.interval, read, output);
      else print(read(), output);
    });
}

function print(metrics: readonly Metrics[], output: Output): void {
  output.result({ metrics: metrics.map(metricsJson) }, () => FORMATS.openmetrics.write(metrics).trimEnd());
}

/** A family as `--json` has it. */
function metricsJson(family: Metrics): object {
  const { type, unit, help, samples } = family;
  return { name: sampleName(family), type, unit: unit ?? null, help, samples };
}

async function listen(address: ListenAddress, read: () => readonly Metrics[], output: Output): Promise<void> {
  read(); // what cannot be read at all is said now, and not to the first who asks
  const stop = catchStop(output);
  try {
    const server = await serveMetrics(address, read);
    output.result({ event: "listening", url: server.url }, () => `listening: ${server.url}`);
    await stop.requested;
    await server.close();
  } finally {
    stop.release();
  }
}

async function write(
  file: string,
  interval: number | undefined,
  read: () => readonly Metrics[],
  output: Output,
): Promise<void> {
  const stop = catchStop(output);
  try {
    do {
      writeTextfile(file, FORMATS.prometheus.write(read()));
      output.result({ event: "written", file }, () => (interval === undefined ? `written: ${file}` : ""));
      if (interval !== undefined) await stop.wait(interval);
    } while (interval !== undefined && !stop.signal.aborted);
  } finally {
    stop.release();
  }
}

function listenAddress(text: string): ListenAddress {
  const address = parseListenAddress(text);
  if (address !== undefined) return address;
  throw new InvalidArgumentError("It takes an address and a port: 127.0.0.1:9464, [::1]:9464.");
}
