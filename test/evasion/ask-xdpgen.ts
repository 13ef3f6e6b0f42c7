import { join } from "node:path";
import { build } from "../../src/codegen/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import { decode, interpret } from "../../src/testing/index.js";
import type { Answer } from "./hostile-frame.js";
import { answerOf } from "./outcome.js";

/** What the reference interpreter says about a frame, and what the generated program did to it in the kernel. */
export interface XdpgenAnswer {
  readonly interpreter: Answer;
  readonly kernel: Answer;
}

/** Builds a rules file of rules/, loads the object, and runs it on every frame (BPF_PROG_TEST_RUN). */
export async function askXdpgen(rules: string, frames: readonly Uint8Array[]): Promise<XdpgenAnswer[]> {
  const { object: built, report } = await build(join(import.meta.dirname, "rules", `${rules}.ts`));
  const program = loadObject({ path: `${rules}/xdp.o`, bytes: built.object, manifest: built.manifest });
  try {
    const run = createRunner(program.fd);
    return frames.map((frame) => {
      const { action } = interpret(report.lowered, decode(frame));
      return { interpreter: action === "pass" ? "pass" : "drop", kernel: answerOf(run(frame).action) };
    });
  } finally {
    program.close();
  }
}
