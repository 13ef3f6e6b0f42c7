import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import type koffiModule from "koffi";

/*
 * What an init process has to do itself, with libc's functions. These calls are the guest's alone, so they are not
 * among those of xdpgen.
 */

const koffi = createRequire(import.meta.url)("koffi") as typeof koffiModule;
const libc = koffi.load("libc.so.6");
const mount = libc.func(
  "int mount(const char *source, const char *target, const char *type, unsigned long flags, void *data)",
);
const finitModule = libc.func("long syscall(long number, int fd, const char *parameters, int flags)");
const reboot = libc.func("int reboot(int command)");

/** finit_module by architecture (asm/unistd.h). */
const FINIT_MODULE = { x64: 313, arm64: 273 } as Readonly<Record<string, number>>;

/** RB_POWER_OFF (sys/reboot.h). */
const POWER_OFF = 0x4321fedc;

/** The file systems that xdpgen looks into. */
export function mountFileSystems(): void {
  for (const [type, target] of [
    ["proc", "/proc"],
    ["sysfs", "/sys"],
  ] as const) {
    mkdirSync(target, { recursive: true });
    if (mount(type, target, type, 0, null) !== 0)
      throw new Error(`mounting ${target}: errno ${koffi.errno()}`);
  }
}

/** Loads a module of the kernel from its file. */
export function loadModule(file: string): void {
  const fd = openSync(file, "r");
  try {
    const result = finitModule(FINIT_MODULE[process.arch], fd, "", 0) as number;
    if (result !== 0) throw new Error(`loading the module ${file}: errno ${koffi.errno()}`);
  } finally {
    closeSync(fd);
  }
}

/** Runs `ip` with these arguments. */
export function ip(...args: readonly string[]): void {
  execFileSync("/bin/ip", args);
}

/** Ends the guest; the emulator ends with it. */
export function powerOff(): void {
  reboot(POWER_OFF);
}
