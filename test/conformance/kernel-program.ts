import { plan, type PlanOptions } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import type { Program } from "../../src/ir/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import { actionOf, type ActionName } from "../../src/packet/index.js";
import { countersOf } from "../../src/runtime/counters.js";
import type { FrameContext } from "../../src/testing/index.js";
import { identityOf } from "../support/identity.js";
import { verifiedInstructions } from "../support/verified-instructions.js";

/** A program in the kernel that frames can be given to. */
export interface KernelProgram {
  /** What the program does to a frame; the loopback interface's first queue is where it came from unless told otherwise. */
  readonly run: (frame: Uint8Array, context?: FrameContext) => ActionName;
  /** How many packets each rule has decided, and the policy, by the counters of the program. */
  readonly counts: () => { readonly rules: readonly bigint[]; readonly policy: bigint };
  /** How many instructions the verifier walked; 0 where the kernel does not say. */
  readonly verified: number;
}

const IDENTITY = identityOf("conformance");

/**
 * Compiles the program as it stands, without the optimiser, loads it, hands it to `act`, and unloads it whatever happens. `options`
 * prescribe how its rules are decided.
 */
export async function withKernelProgram<T>(
  program: Program,
  act: (loaded: KernelProgram) => T | Promise<T>,
  options: PlanOptions = {},
): Promise<T> {
  const path = "conformance/xdp.o";
  const { object: bytes, manifest } = await compile(emit(plan(program, options), program, IDENTITY), []);
  const loaded = loadObject({ path, bytes, manifest });
  try {
    const run = createRunner(loaded.fd);
    const { read } = countersOf(loaded, path);
    return await act({
      verified: verifiedInstructions(loaded.fd),
      run(frame, context) {
        const { action } = run(frame, context);
        const name = actionOf(action);
        if (name === undefined) throw new RangeError(`the program returned ${action}`);
        return name;
      },
      counts() {
        const { rules, policy } = read();
        return { rules: rules.map(({ packets }) => packets), policy: policy.packets };
      },
    });
  } finally {
    loaded.close();
  }
}
