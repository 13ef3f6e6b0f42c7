import { attempt } from "./attempt.js";
import { decodedFrame, type DecodedFrame } from "./batch.js";
import { programBy } from "./declared-by.js";
import { callJury, reference, trouble } from "./judging.js";
import { simplerRulesets } from "./simpler.js";
import { prepareFor, type Subject } from "./subjects.js";
import type { WrittenRuleset } from "./written.js";

/** A ruleset and a frame of which a subject does not say what the reference says. */
export interface Mismatch {
  readonly ruleset: WrittenRuleset;
  readonly frame: DecodedFrame;
}

/** Runs `act` where the interfaces are that frames come in through. */
export type Inside = <T>(act: () => T) => T;

/**
 * The simplest ruleset, and the shortest and plainest frame, on which the subject is wrong in the same way. A step of the
 * ruleset costs a compilation, one of the frame next to nothing. It goes no further when `signal` is aborted.
 */
export async function shrink(
  found: Mismatch,
  subject: Subject,
  inside: Inside,
  signal?: AbortSignal,
): Promise<Mismatch> {
  const troubleOn = (ruleset: WrittenRuleset, frame: DecodedFrame) =>
    withJudge(ruleset, subject, inside, (judge) => judge(frame));
  const wanted = await troubleOn(found.ruleset, found.frame);
  if (wanted === undefined) return found;
  let current = found;
  for (;;) {
    const { frame } = current;
    const ruleset = await simplest(
      current.ruleset,
      async (candidate) => signal?.aborted !== true && (await troubleOn(candidate, frame)) === wanted,
    );
    const plain = await withJudge(ruleset, subject, inside, (judge) =>
      plainest(frame, (candidate) => judge(candidate) === wanted),
    );
    const isSame = ruleset === current.ruleset;
    current = { ruleset, frame: plain ?? frame };
    if (isSame) return current;
  }
}

/** What is wrong with the subject's answer to a frame. */
type Judge = (frame: DecodedFrame) => string | undefined;

/** Compiles a ruleset for one subject and hands it to `act`; undefined when the rule language refuses the ruleset. */
async function withJudge<T>(
  ruleset: WrittenRuleset,
  subject: Subject,
  inside: Inside,
  act: (judge: Judge) => T,
): Promise<T | undefined> {
  const lowered = attempt(() => programBy(ruleset));
  if ("failed" in lowered) return undefined;
  const program = lowered.done;
  const jury = callJury(await prepareFor(program, ruleset, [subject]));
  try {
    return inside(() => act((frame) => trouble(reference(program, frame), jury.answers(frame)[0]!)));
  } finally {
    jury.close();
  }
}

async function simplest(
  ruleset: WrittenRuleset,
  isWrong: (candidate: WrittenRuleset) => Promise<boolean>,
): Promise<WrittenRuleset> {
  for (const candidate of simplerRulesets(ruleset))
    if (await isWrong(candidate)) return simplest(candidate, isWrong);
  return ruleset;
}

/** The frame without its interface and queue, as short as can be, and with as many zeros as can be. */
export function plainest(found: DecodedFrame, isWrong: (frame: DecodedFrame) => boolean): DecodedFrame {
  const bare = decodedFrame({ label: found.label, frame: found.frame });
  let current = found.context !== undefined && isWrong(bare) ? bare : found;
  for (;;) {
    const before = current;
    for (const candidates of [cutFrames, closedFrames, zeroedFrames])
      current = keepWrong(current, candidates, isWrong);
    if (current === before) return current;
  }
}

/** Goes through the simpler frames once, always from the last one that is wrong. */
function keepWrong(
  from: DecodedFrame,
  candidates: (current: () => Uint8Array) => Iterable<Uint8Array>,
  isWrong: (frame: DecodedFrame) => boolean,
): DecodedFrame {
  let current = from;
  for (const frame of candidates(() => current.frame)) {
    const candidate = decodedFrame({ ...current, frame });
    if (isWrong(candidate)) current = candidate;
  }
  return current;
}

const SHORTEST = 14;

/** Cut at the end, the shortest first. */
function* cutFrames(current: () => Uint8Array): Generator<Uint8Array> {
  for (let size = SHORTEST; size < current().length; size++) yield current().slice(0, size);
}

/** Sizes of headers and of their parts, in bytes. */
const PIECES = [40, 20, 8, 4, 2, 1] as const;

/** Without a piece from within: what was around it closes up. */
function* closedFrames(current: () => Uint8Array): Generator<Uint8Array> {
  for (const size of PIECES)
    for (let at = 0; at + size <= current().length && current().length - size >= SHORTEST; at++)
      yield Uint8Array.from([...current().subarray(0, at), ...current().subarray(at + size)]);
}

/** With zeros in all of it, in a half, in a quarter … in a single byte. */
function* zeroedFrames(current: () => Uint8Array): Generator<Uint8Array> {
  for (let size = current().length; size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < current().length; at += size)
      if (
        current()
          .subarray(at, at + size)
          .some((byte) => byte !== 0)
      )
        yield current()
          .slice()
          .fill(0, at, at + size);
}
