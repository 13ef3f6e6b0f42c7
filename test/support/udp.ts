import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Peer, Sandbox } from "./namespaces.js";

const SCRIPT = fileURLToPath(new URL("./udp-peer.mjs", import.meta.url));

/** Sends `count` datagrams of `bytes` bytes each; a frame is 42 bytes longer. */
export function sendUdp(sandbox: Sandbox, port: number, count: number, bytes = 18): void {
  const { left, right } = sandbox;
  sandbox.run(
    left,
    process.execPath,
    SCRIPT,
    "send",
    right.address,
    String(port),
    String(count),
    String(bytes),
  );
}

/** Something that goes on in a namespace until it is told to end, and then says how many datagrams that were. */
export interface Going {
  end(): Promise<number>;
}

/** Sends datagrams to `port` of the right peer as fast as it can. */
export function floodUdp({ left, right }: Sandbox, port: number): Going {
  return going(start(left, "flood", right.address, String(port)));
}

/** Counts datagrams that reach sockets of a peer; resolves when it is listening. */
export async function countUdp(peer: Peer, ...ports: number[]): Promise<Going> {
  const child = start(peer, "count", ...ports.map(String));
  await once(child.stdout, "data");
  return going(child);
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

function start(peer: Peer, ...args: string[]): Child {
  return spawn("nsenter", [`--net=/run/netns/${peer.netns}`, process.execPath, SCRIPT, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

function going(child: Child): Going {
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return {
    async end() {
      child.stdin.end();
      await once(child, "close");
      return Number(text.trim());
    },
  };
}
