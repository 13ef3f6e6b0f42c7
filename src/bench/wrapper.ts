import { createRunner } from "../kernel/prog-run.js";
import { update } from "../kernel/sys/bpf.js";
import { loadC } from "./compile-c.js";
import { mapTrace, MOST_PASSES, traceMacros } from "./trace-maps.js";
import { lengthOf, type Trace, type TraceShape } from "./trace.js";

/** The folder of the benchmark's C that users have as well. */
export const BENCH_TEMPLATES = new URL("../../templates/bench/", import.meta.url);

/**
 * Runs programs on the frames of a trace inside the kernel. Any XDP program will do: a tail call leads from the wrapper to it.
 * Times are the wrapper's own, taken once a pass, so no system call is in them.
 */
export interface Wrapper {
  /** The trace for the runs that follow; it has the wrapper's shape. */
  use(trace: Trace): void;
  /** Nanoseconds a frame, for each of `passes` passes of the trace through the program. The first is not timed. */
  run(programFd: number, passes: number): readonly number[];
  close(): void;
}

/** Compiles and loads the wrapper for traces of a shape. Fails as `loadC` does. */
export function createWrapper(shape: TraceShape): Wrapper {
  const program = loadC(new URL("wrapper.c", BENCH_TEMPLATES), traceMacros(shape));
  const maps = mapTrace(program, shape);
  const run = createRunner(program.fd);
  const programs = program.maps.get("programs")!;
  let trace: Trace | undefined;
  return {
    use(next) {
      trace = next;
      maps.write(next);
    },
    run(programFd, passes) {
      if (trace === undefined) throw new Error("there is no trace to run on");
      update(programs, word(0), word(programFd));
      maps.rewind();
      const frames = lengthOf(trace);
      const whole = Math.min(passes, MOST_PASSES - 1) + 1;
      // The frame behind the last pass makes the stamp that ends it.
      run(trace.frame, undefined, frames * whole + 1);
      return maps
        .passes()
        .slice(1)
        .map((nanoseconds) => nanoseconds / frames);
    },
    close() {
      maps.unmap();
      program.close();
    },
  };
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
