import type { Program } from "../../src/ir/index.js";
import type { ActionName } from "../../src/packet/index.js";
import { decode, interpret, type DecodedPacket } from "../../src/testing/index.js";
import type { Sample } from "../../src/testing/samples.js";
import type { KernelProgram } from "./kernel-program.js";

/** A sample and what the decoder says about it. */
export interface DecodedSample extends Sample {
  readonly packet: DecodedPacket;
}

/** Decodes samples once, for many programs. */
export function decodeAll(samples: readonly Sample[]): DecodedSample[] {
  return samples.map((sample) => ({ ...sample, packet: decode(sample.frame, sample.context) }));
}

/** A frame on which interpreter and kernel do not agree. */
export interface Difference {
  readonly frame: string;
  readonly bytes: string;
  readonly interpreter: ActionName;
  readonly rule: string;
  readonly kernel: ActionName;
  readonly fields: string;
}

/** A report of more is of no use. */
const ENOUGH = 5;

/** The first samples on which the kernel's answer is not the interpreter's; none when all is well. */
export function differences(
  program: Program,
  samples: readonly DecodedSample[],
  kernel: KernelProgram["run"],
): Difference[] {
  const found: Difference[] = [];
  for (const { label, frame, context, packet } of samples) {
    const expected = interpret(program, packet);
    const action = kernel(frame, context);
    if (action === expected.action) continue;
    found.push({
      frame: label,
      bytes: Buffer.from(frame).toString("hex"),
      interpreter: expected.action,
      rule: expected.rule?.name ?? "policy",
      kernel: action,
      fields: [...packet.fields].map(([name, value]) => `${name}=0x${value.toString(16)}`).join(" "),
    });
    if (found.length === ENOUGH) break;
  }
  return found;
}
