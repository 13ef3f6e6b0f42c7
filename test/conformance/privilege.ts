import { readFileSync } from "node:fs";

/** Bit numbers in the capability sets (linux/capability.h). */
const NET_ADMIN = 12;
const SYS_ADMIN = 21;
const BPF = 39;

/** What this process lacks to load and run programs in the kernel; undefined when nothing is missing. */
export function missingPrivilege(): string | undefined {
  if (process.platform !== "linux") return "a Linux kernel";
  const status = readFileSync("/proc/self/status", "utf8");
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const has = (bit: number) => ((effective >> BigInt(bit)) & 1n) === 1n;
  if (!has(BPF) && !has(SYS_ADMIN)) return "CAP_BPF (or CAP_SYS_ADMIN)";
  return has(NET_ADMIN) ? undefined : "CAP_NET_ADMIN";
}

/** The title of a group of tests that needs the kernel: says why they are skipped, when they are. */
export function kernelTitle(title: string): string {
  const missing = missingPrivilege();
  return missing === undefined ? title : `${title} (skipped: ${missing} is missing)`;
}
