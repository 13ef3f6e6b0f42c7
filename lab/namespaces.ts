/**
 * The stage made of network namespaces: no Docker, ready in a second, and the machine's own network is not touched.
 *
 *     xdpgen-lab-<pid>-host     bridge lab0 172.20.0.1
 *        │ to-a                     │ to-b
 *     …-a  eth0 172.20.0.11     …-b  eth0 172.20.0.12   ← native XDP
 */
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { run, runOk, start, type Foreground } from "./run.js";
import { GUARDED_URL, NETWORK, SERVICES, urlOf, type ServiceName } from "./services.js";
import type { Place, Stage } from "./stage.js";
import { until } from "./until.js";

const PREFIX = "xdpgen-lab";
const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules", ".bin");

/** Namespaces are named after the process that made them, so that two runs do not meet. */
export function namespaceStage(): Stage {
  const nameOf = (place: Place): string => `${PREFIX}-${process.pid}-${place}`;
  const inside = (place: Place, argv: readonly string[]): string[] => [
    "nsenter",
    // Not `ip netns exec`: that mounts a fresh /sys, and the BPF file system is gone.
    `--net=/run/netns/${nameOf(place)}`,
    ...argv,
  ];
  const options = { cwd: root, env: { PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` } };
  const running: Foreground[] = [];

  const spawn = (place: Place, argv: readonly string[]): Foreground => {
    const program = start(inside(place, argv), options);
    running.push(program);
    return program;
  };

  const plug = async (name: ServiceName): Promise<void> => {
    const bridgeEnd = `to-${name}`;
    const ip = (place: Place, ...args: string[]): Promise<string> =>
      runOk(["ip", "-n", nameOf(place), ...args]);
    await runOk(["ip", "netns", "add", nameOf(name)]);
    await ip("host", "link", "add", bridgeEnd, "type", "veth", "peer", "name", "eth0", "netns", nameOf(name));
    await ip("host", "link", "set", bridgeEnd, "master", "lab0", "up");
    await ip(name, "address", "add", `${SERVICES[name].address}/${NETWORK.prefixLength}`, "dev", "eth0");
    await ip(name, "link", "set", "eth0", "up");
    await ip(name, "link", "set", "lo", "up");
  };

  return {
    title: "network namespaces",
    hostUrlOfB: urlOf("b"),
    hostUrlOfGuarded: GUARDED_URL,
    exec: (place, argv) => run(inside(place, argv), options),
    spawn,

    async start() {
      await removeLeftovers();
      await runOk(["ip", "netns", "add", nameOf("host")]);
      const ip = (...args: string[]): Promise<string> => runOk(["ip", "-n", nameOf("host"), ...args]);
      await ip("link", "add", "lab0", "type", "bridge");
      await ip("address", "add", `${NETWORK.host}/${NETWORK.prefixLength}`, "dev", "lab0");
      await ip("link", "set", "lab0", "up");
      await Promise.all([plug("a"), plug("b")]);

      const services = (["a", "b"] as const).map((name) => spawn(name, ["jiti", "lab/service.ts", name]));
      await until("both services answer", 20, () => {
        const ended = services.find((service) => !service.running());
        if (ended !== undefined) throw new Error(`a service has ended: ${ended.output()}`);
        return Promise.resolve(services.every((service) => service.output().includes("answers on port")));
      });
    },

    async stop() {
      for (const place of ["a", "b", "host"] as const) await removeNamespace(nameOf(place));
      await Promise.all(running.map((program) => program.ended));
    },
  };
}

/** Removes the namespaces of runs whose process is gone, and what still runs in them. */
export async function removeLeftovers(): Promise<void> {
  for (const { name, pid } of await labNamespaces()) {
    const alive = await readFile(`/proc/${pid}/comm`).then(
      () => true,
      () => false,
    );
    if (!alive) await removeNamespace(name);
  }
}

/** The namespaces of every run of the lab, this one's included. */
export async function labNamespaces(): Promise<{ readonly name: string; readonly pid: number }[]> {
  const { stdout } = await run(["ip", "netns", "list"]);
  const names = [...stdout.matchAll(new RegExp(`^${PREFIX}-(\\d+)-\\w+`, "gm"))];
  return names.map(([name, pid]) => ({ name, pid: Number(pid) }));
}

async function removeNamespace(name: string): Promise<void> {
  const { exitCode, stdout } = await run(["ip", "netns", "pids", name]);
  if (exitCode !== 0) return;
  for (const pid of stdout.split("\n").filter((line) => line !== "")) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  // The interfaces, and a program attached to one of them, go with the namespace.
  await run(["ip", "netns", "delete", name]);
}
