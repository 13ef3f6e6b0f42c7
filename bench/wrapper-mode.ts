import { interleave, type Effort, type Timing } from "../src/bench/interleave.js";
import { lengthOf } from "../src/bench/trace.js";
import { createWrapper } from "../src/bench/wrapper.js";
import type { OpenXdp } from "./opened.js";
import type { Subject } from "./subject.js";

/** Times candidates behind the wrapper, in each traffic of the subject; `say` is told what is under way. */
export function measureInWrapper(
  { traffic }: Subject,
  candidates: readonly OpenXdp[],
  effort: Effort,
  say: (what: string) => void,
): ReadonlyMap<string, readonly Timing[]> {
  const wrapper = createWrapper(traffic[0]!.trace.shape);
  try {
    return new Map(
      traffic.map((one) => {
        wrapper.use(one.trace);
        const contenders = candidates.map(({ name, fd }) => ({
          name,
          packets: lengthOf(one.trace),
          time: (passes: number) => wrapper.run(fd, passes),
        }));
        const timings = interleave(contenders, effort, (round) =>
          say(`${one.name}: round ${round + 1} of ${effort.rounds}`),
        );
        return [one.name, timings];
      }),
    );
  } finally {
    wrapper.close();
  }
}
