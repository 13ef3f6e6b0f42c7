import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Manifest } from "../manifest/index.js";
import { loadObject } from "./object.js";
import { native } from "./sys/libbpf.js";

/*
 * What this kernel can do. What counts is tried out; files of /proc and /sys are read for what only costs speed or
 * convenience. Nothing here changes the machine.
 */

/** The oldest kernel that xdpgen is made for. */
export const OLDEST_KERNEL = "5.15";

/** The release of the running kernel, `6.1.0-18-amd64`, and whether it is OLDEST_KERNEL or newer. */
export function kernelRelease(): { readonly release: string; readonly recentEnough: boolean } {
  const release = os.release();
  const [major, minor] = versionOf(release);
  const [oldestMajor, oldestMinor] = versionOf(OLDEST_KERNEL);
  return { release, recentEnough: major > oldestMajor || (major === oldestMajor && minor >= oldestMinor) };
}

function versionOf(release: string): readonly [major: number, minor: number] {
  const [major = 0, minor = 0] = release.split(/\D/, 2).map(Number);
  return [major, minor];
}

/** The version of libbpf, `1.1`. Fails with XG507 when it or koffi is missing, XG508 on a system that is not Linux. */
export function libbpfVersion(): string {
  return native().libbpf_version_string().replace(/^v/, "");
}

/**
 * Loads an object that xdpgen has generated, which takes everything that its programs need: the program type XDP, a
 * per-CPU array, read-only data, BTF and the verifier. It is unloaded at once. Fails like `loadObject`; then the verifier's log
 * stays in the directory for temporary files, in a folder of its own.
 */
export function tryLoading(bytes: Uint8Array, manifest: Manifest): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), "xdpgen-doctor-"));
  try {
    loadObject({ path: path.join(folder, "xdp.o"), bytes, manifest }).close();
  } finally {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** Whether the kernel describes its own types (CONFIG_DEBUG_INFO_BTF). */
export function hasKernelTypes(): boolean {
  return existsSync("/sys/kernel/btf/vmlinux");
}

/** The values of net.core.bpf_jit_enable (Documentation/admin-guide/sysctl/net.rst). */
const JIT_STATES = { "0": "off", "1": "on", "2": "debug" } as const;

/** Whether programs are compiled to machine code; undefined where the kernel does not show it, as in a container. */
export function jitState(): (typeof JIT_STATES)[keyof typeof JIT_STATES] | undefined {
  const value = contentOf("/proc/sys/net/core/bpf_jit_enable")?.trim();
  return JIT_STATES[value as keyof typeof JIT_STATES];
}

/** Where a BPF file system is mounted; undefined for nowhere. */
export function bpffsMount(): string | undefined {
  const mounts =
    contentOf("/proc/self/mounts")
      ?.split("\n")
      .map((line) => line.split(" ")) ?? [];
  return mounts.find(([, , type]) => type === "bpf")?.[1];
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
