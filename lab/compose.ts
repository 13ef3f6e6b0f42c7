/**
 * The stage made of containers: lab/compose.yaml, on whatever Docker engine `docker info` finds.
 * Two runs at once would be the same containers, so the second takes the first one's place.
 */
import { join } from "node:path";
import { findClash } from "./network-clash.js";
import { run, runOk, start, type Foreground } from "./run.js";
import { GUARDED, SERVICES } from "./services.js";
import type { Place, Stage } from "./stage.js";
import { until } from "./until.js";

const root = join(import.meta.dirname, "..");
const OFFICIAL_BASE = "node:20-bookworm-slim";
/** Part of what the engine calls the network and the containers' labels. */
const PROJECT = "xdpgen-lab";
/** The image in compose.yaml. */
const IMAGE = "xdpgen-lab";

/** Where the containers find what `npm run demo` has built. */
const inside = (place: Place, argv: readonly string[]): string[] =>
  place === "host" ? [...argv] : ["docker", "exec", `svc-${place}`, ...argv];

/** The containers are the same ones in every run. */
export function composeStage(): Stage {
  const composeWith = async (base: string, ...args: string[]): Promise<string> =>
    runOk([...(await composeCommand()), "-p", PROJECT, "-f", join(root, "lab", "compose.yaml"), ...args], {
      cwd: root,
      env: { XDPGEN_LAB_BASE: base },
    });

  return {
    title: "Docker containers",
    hostUrlOfB: `http://localhost:${SERVICES.b.port}${SERVICES.b.path}`,
    hostUrlOfGuarded: `http://localhost:${GUARDED.port}${GUARDED.path}`,
    exec: (place, argv) => run(inside(place, argv), { cwd: root }),
    spawn: spawnInContainer,

    async start() {
      await runOk(["docker", "info"]);
      await this.stop();
      const clash = await findClash();
      if (clash !== undefined) throw new Error(clash);
      const base = await baseImage();
      if ((await run(["docker", "image", "inspect", IMAGE])).exitCode !== 0)
        console.error(`building the services' image on ${base}: this takes a minute or two, once`);
      await composeWith(base, "up", "--build", "--detach");
      await until("both services answer", 30, async () => {
        const logs = await composeWith(base, "logs", "--no-color");
        return logs.split("answers on port").length > 2;
      });
    },

    async stop() {
      await composeWith(OFFICIAL_BASE, "down", "--volumes", "--remove-orphans", "--timeout", "2");
    },
  };
}

/** `docker compose` where it is, else the older program of its own. */
async function composeCommand(): Promise<readonly string[]> {
  const plugin = await run(["docker", "compose", "version"]);
  return plugin.exitCode === 0 ? ["docker", "compose"] : ["docker-compose"];
}

/** The image to build on: the one that was asked for, the official one, or without a registry one made here. */
async function baseImage(): Promise<string> {
  const wanted = process.env["XDPGEN_LAB_BASE"];
  if (wanted !== undefined && wanted !== "") return wanted;
  if ((await run(["docker", "image", "inspect", OFFICIAL_BASE])).exitCode === 0) return OFFICIAL_BASE;
  if ((await run(["docker", "pull", "--quiet", OFFICIAL_BASE])).exitCode === 0) return OFFICIAL_BASE;
  return (await runOk(["bash", join(root, "lab", "base-image.sh")], { progress: true })).trim();
}

/** A signal to `docker exec` does not reach the program in the container, so that tells its id and is sent one there. */
function spawnInContainer(place: Place, argv: readonly string[]): Foreground {
  const program = start(inside(place, ["sh", "-c", 'echo "pid $$"; exec "$@"', "sh", ...argv]), {
    cwd: root,
  });
  const announced = /^pid (\d+)\n/m;
  return {
    output: () => program.output().replace(announced, ""),
    running: () => program.running(),
    ended: program.ended,
    async interrupt() {
      const pid = announced.exec(program.output())?.[1];
      if (pid === undefined)
        throw new Error(`the program in svc-${place} has not started: ${program.output()}`);
      await runOk(inside(place, ["sh", "-c", 'kill -INT "$1"', "sh", pid]));
    },
  };
}
