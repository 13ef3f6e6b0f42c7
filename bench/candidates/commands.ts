import { execFileSync } from "node:child_process";
import type { Sandbox } from "../../test/support/namespaces.js";

/** `nft -j list` of a long chain is some megabytes. */
const MOST_OUTPUT = 64 * 2 ** 20;

/** Runs a command in the receiver's namespace, with `input` as its stdin, and returns its stdout. Throws when it fails. */
export function inReceiver({ right }: Sandbox, input: string, command: string, ...args: string[]): string {
  return execFileSync("nsenter", [`--net=/run/netns/${right.netns}`, command, ...args], {
    ...{ encoding: "utf8", input, maxBuffer: MOST_OUTPUT },
    stdio: ["pipe", "pipe", "pipe"],
  });
}
