import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";
import { findClang } from "../src/codegen/7-compile/index.js";
import { native } from "../src/kernel/sys/libbpf.js";
import { packageVersion } from "../src/util/package-version.js";
import type { Machine } from "./row.js";

const FLAWS = "/sys/devices/system/cpu/vulnerabilities";
const JIT = "/proc/sys/net/core/bpf_jit_enable";

/** The machine that this runs on, without its name. */
export function machine(): Machine {
  const flaws = readdirSync(FLAWS).map((flaw) => [flaw, read(`${FLAWS}/${flaw}`)] as const);
  return {
    cpu: os.cpus()[0]!.model,
    cpus: os.cpus().length,
    kernel: os.release().replace(/^(\d+\.\d+\.\d+).*/, "$1"),
    jit: read(JIT) === "0" ? "off" : "on",
    mitigations: Object.fromEntries(flaws.filter(([, state]) => state !== "Not affected")),
    versions: {
      xdpgen: packageVersion(),
      clang: findClang().version,
      libbpf: native().libbpf_version_string().replace(/^v/, ""),
      node: process.versions.node,
      "xdp-filter": said("xdp-filter", "load", "--version"),
      nftables: said("nft", "--version"),
      iptables: said("iptables", "--version"),
      ipset: said("ipset", "--version"),
    },
  };
}

function read(path: string): string {
  return readFileSync(path, "utf8").trim();
}

/** The numbers of a version; "none" of a tool that is not there. */
function said(command: string, ...args: string[]): string {
  // xdp-filter says its version and then ends with 1, so the exit code tells nothing.
  const { stdout } = spawnSync(command, args, { encoding: "utf8" }) as { stdout: string | null };
  return /\d+(\.\d+)+/.exec(stdout ?? "")?.[0] ?? "none";
}
