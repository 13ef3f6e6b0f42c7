import fc from "fast-check";
import { RUN_FRAME_BYTES } from "../../src/kernel/prog-run.js";
import type { FrameContext } from "../../src/testing/index.js";
import type { Sample } from "../../src/testing/samples.js";
import { MAX_IFINDEX, QUEUES } from "../conformance/interfaces.js";
import { mutation } from "./mutations.js";
import { onceIn, oneOf } from "./odds.js";
import { stacks } from "./stacks.js";

/** The interfaces that frames seem to come in through: all but the loopback interface have `QUEUES` receive queues. */
export const INTERFACES = [1, 2, 99, 100, 255, 256, MAX_IFINDEX] as const;
const LOOPBACK = 1;

/** Headers lie in the first bytes: most cuts are there. */
const HEADERS = 160;

/**
 * Frames that attackers and broken senders make: samples, stacks of layers, both of them changed and cut anywhere.
 * The kernel takes all of them, if there are `INTERFACES`.
 */
export function frames(samples: readonly Sample[]): fc.Arbitrary<Sample> {
  const known = samples.filter(
    ({ frame, context }) =>
      frame.length <= RUN_FRAME_BYTES.max && (context === undefined || isPossible(context)),
  );
  const sample = oneOf(known);
  const stack = stacks.map((frame): Sample => ({ label: "layers", frame }));
  return fc.oneof(
    { weight: 8, arbitrary: sample },
    { weight: 10, arbitrary: changed(sample) },
    { weight: 12, arbitrary: variant(stack, fc.constant([])) },
    { weight: 10, arbitrary: changed(stack) },
    { weight: 1, arbitrary: runts },
  );
}

const isPossible = ({ ingressIfindex, rxQueue }: FrameContext) =>
  INTERFACES.some((index) => index === ingressIfindex) &&
  rxQueue < (ingressIfindex === LOOPBACK ? 1 : QUEUES);

const changed = (base: fc.Arbitrary<Sample>) =>
  variant(base, fc.array(mutation, { minLength: 1, maxLength: 4 }));

/** Nothing but an Ethernet header. */
const runts = fc
  .uint8Array({ minLength: 14, maxLength: 14 })
  .chain((header) =>
    fc
      .constantFrom(0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x9100, 0x05ff, 0)
      .map((type): Sample => ({ label: "runt", frame: header.with(12, type >> 8).with(13, type & 0xff) })),
  );

const contexts: fc.Arbitrary<FrameContext> = fc
  .tuple(
    fc.constantFrom(...INTERFACES),
    fc.oneof(fc.constantFrom(0, 1, 99, 100, 101, 255), fc.nat(QUEUES - 1)),
  )
  .map(([ingressIfindex, queue]) => ({ ingressIfindex, rxQueue: ingressIfindex === LOOPBACK ? 0 : queue }));

const cuts = fc.oneof(
  { weight: 5, arbitrary: fc.nat(HEADERS) },
  { weight: 1, arbitrary: fc.nat(RUN_FRAME_BYTES.max) },
);

/** A frame after some changes, cut in a quarter of the cases, from another interface or queue in an eighth. */
function variant(
  base: fc.Arbitrary<Sample>,
  mutations: fc.Arbitrary<readonly ((frame: Uint8Array) => Uint8Array)[]>,
): fc.Arbitrary<Sample> {
  return fc
    .tuple(base, mutations, onceIn(4, cuts), onceIn(8, contexts))
    .map(([{ label, frame, context }, changes, cut, other]) => {
      const from = other ?? context;
      return {
        label: changes.length === 0 ? label : `${label}, changed`,
        frame: fit(
          changes.reduce((bytes, change) => change(bytes), frame),
          cut,
        ),
        ...(from === undefined ? {} : { context: from }),
      };
    });
}

/** Not shorter than an Ethernet header and not longer than the kernel takes; `cut` counts from the shortest on. */
function fit(frame: Uint8Array, cut: number | undefined): Uint8Array {
  const { min, max } = RUN_FRAME_BYTES;
  const bytes = frame.subarray(0, cut === undefined ? max : Math.min(min + cut, max));
  if (bytes.length >= min) return bytes;
  const longer = new Uint8Array(min);
  longer.set(bytes);
  return longer;
}
