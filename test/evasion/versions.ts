import { spawnSync } from "node:child_process";
import os from "node:os";

/** What the matrix was made with. */
export interface Versions {
  readonly linux: string;
  readonly xdpFilter: string;
  readonly nftables: string;
}

/** The versions on this machine; of the kernel's only the numbers. */
export function versions(): Versions {
  // xdp-filter says its version and then ends with 1, so the exit code tells nothing.
  const said = (command: string, ...args: string[]): string =>
    numbers(spawnSync(command, args, { encoding: "utf8" }).stdout);
  return {
    linux: numbers(os.release()),
    xdpFilter: said("xdp-filter", "load", "--version"),
    nftables: said("nft", "--version"),
  };
}

function numbers(text: string): string {
  const found = /\d+(\.\d+)+/.exec(text)?.[0];
  if (found === undefined) throw new Error(`no version in "${text}"`);
  return found;
}
