import { availableParallelism } from "node:os";
import { ACTIONS } from "../../src/packet/index.js";
import { decode, interpret, type DecodedPacket, type Decision } from "../../src/testing/index.js";
import type { Program } from "../../src/ir/index.js";
import type { KernelCase } from "./cases.js";
import type { GuestFile } from "./guest-files.js";
import { encodeFrames } from "./guest/expected-frames.js";
import { FRAMES_FILE, OBJECT_FILE, PLAN_FILE, type Counts, type GuestPlan } from "./guest/lines.js";

/** A case that is ready to run, with what the interpreter expects. */
export interface ExpectedCase {
  readonly title: string;
  readonly written: Program;
  readonly object: Uint8Array;
  readonly frames: readonly ExpectedSample[];
}

/** A frame as the interpreter sees it. */
export interface ExpectedSample {
  readonly label: string;
  readonly frame: Uint8Array;
  readonly packet: DecodedPacket;
  readonly decision: Decision;
}

/** Compiles the cases' programs, some at a time, and has the interpreter judge their frames. */
export async function expectations(cases: readonly KernelCase[]): Promise<ExpectedCase[]> {
  const made: ExpectedCase[] = new Array<ExpectedCase>(cases.length);
  const queue = cases.entries();
  const worker = async (): Promise<void> => {
    for (const [index, each] of queue) made[index] = await expectation(each);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return made;
}

async function expectation({ title, make, frames }: KernelCase): Promise<ExpectedCase> {
  const { written, object } = await make();
  const judged = frames.map(({ label, frame }): ExpectedSample => {
    const packet = decode(frame);
    return { label, frame, packet, decision: interpret(written, packet) };
  });
  return { title, written, object: object.object, frames: judged };
}

/** What the counters of a case's program come to when it is given every so many of the frames; rules that are not final count as well. */
export function countsOf({ written, frames }: ExpectedCase, every: number): Counts {
  const counting = frames
    .filter((_, index) => index % every === 0)
    .flatMap(({ decision: { rule, counted = [] } }) => [rule?.id, ...counted.map(({ id }) => id)]);
  const decided = new Map<number | undefined, number>();
  for (const id of counting) decided.set(id, (decided.get(id) ?? 0) + 1);
  return { rules: written.rules.map(({ id }) => decided.get(id) ?? 0), policy: decided.get(undefined) ?? 0 };
}

/** The cases as the guest finds them; the programs of the two that `attach` names are attached. */
export function caseFiles(cases: readonly ExpectedCase[], attach: GuestPlan["attach"]): GuestFile[] {
  const placed = cases.map((each, index) => ({ ...each, folder: `/cases/${index}` }));
  const plan: GuestPlan = { cases: placed.map(({ title, folder }) => ({ title, folder })), attach };
  return [
    [PLAN_FILE, Buffer.from(JSON.stringify(plan))],
    ...placed.flatMap(({ folder, object, frames }): GuestFile[] => [
      [`${folder}/${OBJECT_FILE}`, object],
      [
        `${folder}/${FRAMES_FILE}`,
        encodeFrames(
          frames.map(({ frame, decision }) => ({ bytes: frame, action: ACTIONS[decision.action].value })),
        ),
      ],
    ]),
  ];
}
