import { setTimeout as sleep } from "node:timers/promises";
import { mapInfo, mapMemory, openMap, openProgram, programInfo, withFd } from "../../src/kernel/sys/bpf.js";
import { native } from "../../src/kernel/sys/libbpf.js";
import { WATCH } from "../../src/manifest/index.js";
import { findOurProgram } from "../../src/runtime/index.js";
import { packet } from "../../src/frames/packet.js";
import { startXdpgen, type Background, type JsonLine, type Run } from "./cli.js";
import { createProject, type Project } from "./fixtures.js";
import { createSandbox, type Sandbox } from "./namespaces.js";
import { openRawSocket } from "./raw-socket.js";
import { writeWatchedObject, type PortRule } from "./watched-program.js";

/** A rule of each kind. */
export const WATCHED_RULES = [
  { name: "dns flood", action: "drop", statement: null, port: 53 },
  { name: "chargen", action: "aborted", statement: null, port: 19 },
  { name: "echo", action: "pass", statement: null, port: 7 },
  { name: "ntp queries", action: "pass", statement: "sample", port: 123 },
  { name: "perhaps", action: "drop", statement: "monitor", port: 9 },
] as const satisfies readonly PortRule[];

/** What the program itself has. */
export interface WatchState {
  /** struct watch of watch.h: until when somebody watches, and what was not shown. */
  until(): bigint;
  missed(): bigint;
  /** As if the lease had run out. */
  expire(): void;
  /** How far the ring buffer is written, in bytes. */
  written(): bigint;
}

/** A cable with a program on it that can be watched. */
export interface WatchStage {
  readonly sandbox: Sandbox;
  readonly project: Project;
  /** The object of WATCHED_RULES. */
  readonly object: string;
  /** The options that lead to its namespace. */
  readonly there: readonly string[];
  /** Puts an object in the place of what is there. */
  attach(object: string): void;
  detach(): void;
  /** Sends UDP packets through the cable, with `more` bytes behind the headers. */
  send(port: number, count?: number, more?: number): void;
  /** Starts watching the program; it has begun when this resolves. */
  start(...args: string[]): Promise<Background>;
  /** The same on another interface there. */
  startOn(ifname: string, ...args: string[]): Promise<Background>;
  /** Looks at the program that is there. */
  withState<T>(act: (state: WatchState) => T | Promise<T>): Promise<T>;
  /** Kills whoever still watches, and detaches. */
  reset(): Promise<void>;
  remove(): void;
}

/** The frame that `send` sends. */
export const watchedFrame = (port: number, more = 18): Uint8Array =>
  packet({ src: "02:00:00:00:00:01", dst: "02:00:00:00:00:02" })
    .ipv4({ src: "192.0.2.1", dst: "198.51.100.7" })
    .udp({ sport: 4711, dport: port })
    .payload(Uint8Array.from({ length: more }, (_, i) => i + 1));

/** Ends a run as Ctrl+C does. */
export const interrupt = (watch: Background): Promise<Run> => {
  watch.child.kill("SIGINT");
  return watch.ended();
};

/** The lines of one kind of event. */
export const eventsOf = ({ json }: Run, event: string): readonly JsonLine[] =>
  json.filter((line) => line.event === event);

/** Does something every 20 ms until a condition holds. */
export async function repeat(act: () => void, holds: () => boolean): Promise<void> {
  while (!holds()) {
    act();
    await sleep(20);
  }
}

/** Makes a stage; nothing is attached yet. */
export function createWatchStage(label: string): WatchStage {
  const sandbox = createSandbox(label);
  const project = createProject();
  const { left, right } = sandbox;
  const socket = openRawSocket(left.netns, left.ifname);
  const there = ["--netns", right.netns];
  let running: Background[] = [];
  const link = (...args: string[]) =>
    void sandbox.ip(right, "-force", "link", "set", "dev", right.ifname, ...args);
  const startOn = async (ifname: string, ...args: string[]): Promise<Background> => {
    const watch = startXdpgen(["watch", ifname, ...there, ...args], { cwd: project.directory });
    running.push(watch);
    await watch.until(/watching/);
    return watch;
  };
  return {
    sandbox,
    project,
    object: writeWatchedObject(project.directory, "watched", WATCHED_RULES),
    there,
    attach: (file) => link("xdp", "obj", file, "sec", "xdp"),
    detach: () => link("xdp", "off"),
    send(port, count = 1, more) {
      const frame = watchedFrame(port, more);
      for (let i = 0; i < count; i++) socket.send(frame);
    },
    start: (...args) => startOn(right.ifname, ...args),
    startOn,
    withState: (act) => withState(right.ifname, right.netns, act),
    async reset() {
      for (const { child } of running) child.kill("SIGKILL");
      await Promise.all(running.map(({ ended }) => ended()));
      running = [];
      link("xdp", "off");
    },
    remove() {
      socket.close();
      sandbox.remove();
      project.remove();
    },
  };
}

/** enum bpf_map_type of linux/bpf.h. */
const RINGBUF = 27;

async function withState<T>(
  ifname: string,
  netns: string,
  act: (state: WatchState) => T | Promise<T>,
): Promise<T> {
  const { id } = findOurProgram(ifname, { netns });
  const { mapIds } = withFd(openProgram(id)!, programInfo);
  const page = native().getpagesize();
  const maps = mapIds.flatMap((mapId) =>
    withFd(openMap(mapId)!, (fd) => {
      const { name, type } = mapInfo(fd);
      if (name === ".data.watch") return [{ name, map: mapMemory(fd, WATCH.bytes) }];
      return type === RINGBUF ? [{ name, map: mapMemory(fd, page, { from: page, access: "read" }) }] : [];
    }),
  );
  const memory = (name: string) => new DataView(maps.find((map) => map.name === name)!.map.memory);
  try {
    return await act({
      until: () => memory(".data.watch").getBigUint64(WATCH.until, true),
      missed: () => memory(".data.watch").getBigUint64(WATCH.missed, true),
      expire: () => memory(".data.watch").setBigUint64(WATCH.until, 0n, true),
      written: () => memory("xdpgen_events").getBigUint64(0, true),
    });
  } finally {
    for (const { map } of maps) map.unmap();
  }
}
