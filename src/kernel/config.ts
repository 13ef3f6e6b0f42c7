import { randomInt } from "node:crypto";
import os from "node:os";
import { CONFIG } from "../manifest/index.js";

/** What a program is told before it is loaded: struct config of templates/include/xdpgen/config.h. */
export interface ProgramConfig {
  /** It counts what it decides, and everything passes. */
  readonly monitor: boolean;
  /** Time and chance are what the section for trials says. */
  readonly trial: boolean;
}

/** The section's bytes. */
export function configBytes({ monitor, trial }: ProgramConfig): Buffer {
  const bytes = Buffer.alloc(CONFIG.bytes);
  // x86-64 alone keeps loads in order (Intel SDM 3A, 9.2.2).
  bytes.writeUInt32LE(os.arch() === "x64" ? 1 : 0, CONFIG.ordered);
  bytes.writeUInt32LE(monitor ? 1 : 0, CONFIG.monitor);
  bytes.writeUInt32LE(trial ? 1 : 0, CONFIG.trial);
  bytes.writeUInt32LE(randomInt(2 ** 32), CONFIG.seed);
  return bytes;
}
