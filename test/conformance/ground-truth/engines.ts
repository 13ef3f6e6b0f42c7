import { optimise } from "../../../src/codegen/4-optimise/index.js";
import type { Program } from "../../../src/ir/index.js";
import type { ActionName } from "../../../src/packet/index.js";
import { decode, interpret, type DecodedPacket } from "../../../src/testing/index.js";
import { withKernelProgram } from "../kernel-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

/** A program that frames can be given to. */
export interface Judge {
  readonly action: (frame: Uint8Array) => ActionName;
  /** Which rules decide the frames, by id, and how many each: a rule that decides none is not in it. */
  readonly deciders: (frames: readonly Uint8Array[]) => ReadonlyMap<number | "policy", number>;
}

/** Something that does to frames what a program says. */
export interface Engine {
  readonly title: string;
  readonly isMissing: boolean;
  /** Hands the program to `act`, ready to run. */
  readonly run: <T>(program: Program, act: (judge: Judge) => T) => Promise<T>;
}

const decoded = new WeakMap<Uint8Array, DecodedPacket>();

/** Many programs see the same frames. */
function decodeOnce(frame: Uint8Array): DecodedPacket {
  const known = decoded.get(frame) ?? decode(frame);
  decoded.set(frame, known);
  return known;
}

const interpreter: Engine = {
  title: "the interpreter",
  isMissing: false,
  run(program, act) {
    const decide = (frame: Uint8Array) => interpret(program, decodeOnce(frame));
    return Promise.resolve(
      act({
        action: (frame) => decide(frame).action,
        deciders(frames) {
          const found = new Map<number | "policy", number>();
          for (const frame of frames) {
            const id = decide(frame).rule?.id ?? "policy";
            found.set(id, (found.get(id) ?? 0) + 1);
          }
          return found;
        },
      }),
    );
  },
};

const kernel: Engine = {
  title: kernelTitle("the kernel, optimised"),
  isMissing: missingPrivilege() !== undefined,
  run(program, act) {
    const compiled = optimise(program).program;
    const ids = [...compiled.rules.map(({ id }) => id), "policy" as const];
    return withKernelProgram(compiled, ({ run, counts }) => {
      const read = () => {
        const { rules, policy } = counts();
        return [...rules, policy];
      };
      // Reading a thousand counters takes longer than running a thousand frames.
      let last: readonly bigint[] | undefined;
      return act({
        action(frame) {
          last = undefined;
          return run(frame);
        },
        deciders(frames) {
          const before = last ?? read();
          for (const frame of frames) run(frame);
          last = read();
          const grown = last.map((count, slot) => [ids[slot]!, Number(count - before[slot]!)] as const);
          return new Map(grown.filter(([, count]) => count !== 0));
        },
      });
    });
  },
};

/** Both implementations of docs/semantics.md. */
export const ENGINES: readonly Engine[] = [interpreter, kernel];

/** The indices of the frames that a program drops. */
export function dropped(engine: Engine, program: Program, frames: readonly Uint8Array[]): Promise<number[]> {
  return engine.run(program, ({ action }) =>
    frames.flatMap((frame, index) => (action(frame) === "drop" ? [index] : [])),
  );
}
