/** An architecture as Debian calls it. */
export type DebianArchitecture = "amd64" | "arm64";

/** How a machine of this architecture emulates another of the same. */
export interface Architecture {
  readonly debian: DebianArchitecture;
  /** The emulator, and the package that has it. */
  readonly emulator: string;
  readonly emulatorPackage: string;
  /** The emulated machine. Emulated, not virtualised: it needs no /dev/kvm and does the same everywhere. */
  readonly machine: readonly string[];
  /** The name of the first serial line: the guest's console. */
  readonly console: string;
}

/** By Node's name of the architecture (`process.arch`). */
const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: {
    debian: "amd64",
    emulator: "qemu-system-x86_64",
    emulatorPackage: "qemu-system-x86",
    machine: ["-accel", "tcg", "-cpu", "max"],
    console: "ttyS0",
  },
  arm64: {
    debian: "arm64",
    emulator: "qemu-system-aarch64",
    emulatorPackage: "qemu-system-arm",
    machine: ["-machine", "virt", "-accel", "tcg", "-cpu", "max"],
    console: "ttyAMA0",
  },
};

/** This machine's row. */
export function thisArchitecture(): Architecture {
  const row = ARCHITECTURES[process.arch];
  if (row === undefined)
    throw new Error(`no kernel can be emulated on ${process.arch}: ARCHITECTURES lacks a row`);
  return row;
}
