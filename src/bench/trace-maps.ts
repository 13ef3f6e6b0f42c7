import type { LoadedProgram } from "../kernel/object.js";
import { mapMemory, type MappedMap } from "../kernel/sys/bpf.js";
import type { Macros } from "./compile-c.js";
import { lengthOf, recordBytes, type Trace, type TraceShape } from "./trace.js";

/** TRACE_STAMPS of templates/include/xdpgen/trace.h, and the members of `state` as indices of 64-bit words. */
const STAMPS = 4096;
const STATE = { next: 0, last: 1, begun: 2, stamps: 8, words: 8 + STAMPS } as const;

/** How many passes of the trace a run can tell the times of: one begins and one ends with each stamp but the outer two. */
export const MOST_PASSES = STAMPS - 1;

/** The trace and the state of a program that includes trace.h, in memory that it shares with us. */
export interface TraceMaps {
  write(trace: Trace): void;
  /** The next frame is the first one, and no pass has been timed. */
  rewind(): void;
  /** Nanoseconds of each whole pass since the last `rewind`, in order; at most MOST_PASSES. */
  passes(): readonly number[];
  unmap(): void;
}

/** What a program that includes trace.h is compiled with. */
export function traceMacros({ first, words, capacity }: TraceShape): Macros {
  return { TRACE_FIRST: first, TRACE_WORDS: words, TRACE_CAPACITY: capacity };
}

/** Maps the memory of a program that was compiled for this shape. */
export function mapTrace({ maps }: LoadedProgram, shape: TraceShape): TraceMaps {
  const mapped = (name: string, bytes: number): MappedMap => mapMemory(maps.get(name)!, bytes);
  const frames = mapped(".bss.trace", shape.capacity * recordBytes(shape));
  const stateMap = mapped(".bss.state", 8 * STATE.words);
  const state = new BigUint64Array(stateMap.memory);
  return {
    write(trace) {
      new Uint8Array(frames.memory).set(trace.records);
      state[STATE.last] = BigInt(lengthOf(trace) - 1);
    },
    rewind() {
      state[STATE.next] = 0n;
      state[STATE.begun] = 0n;
    },
    passes() {
      const stamps = [...state.subarray(STATE.stamps, STATE.stamps + Number(state[STATE.begun]!))];
      return stamps.slice(1).map((stamp, i) => Number(stamp - stamps[i]!));
    },
    unmap() {
      frames.unmap();
      stateMap.unmap();
    },
  };
}
