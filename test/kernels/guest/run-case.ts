import { readFileSync } from "node:fs";
import { loadObject, readObject } from "../../../src/kernel/object.js";
import { createRunner } from "../../../src/kernel/prog-run.js";
import { countersOf } from "../../../src/runtime/counters.js";
import { decodeFrames } from "./expected-frames.js";
import { FRAMES_FILE, OBJECT_FILE, type CaseResult, type GuestCase } from "./lines.js";

/** A report of more is of no use. */
const ENOUGH = 5;

/** Loads a case's object as a user's would be loaded, runs it on every so many of the case's frames, and reads its counters. */
export function runCase({ folder }: GuestCase, every: number): CaseResult {
  const path = `${folder}/${OBJECT_FILE}`;
  const frames = [...decodeFrames(readFileSync(`${folder}/${FRAMES_FILE}`))];
  const program = loadObject(readObject(path));
  try {
    const run = createRunner(program.fd);
    const firstWrong: { frame: number; action: number }[] = [];
    let [ran, wrong] = [0, 0];
    for (let frame = 0; frame < frames.length; frame += every) {
      const { bytes, action: expected } = frames[frame]!;
      const { action } = run(bytes);
      ran++;
      if (action === expected) continue;
      wrong++;
      if (firstWrong.length < ENOUGH) firstWrong.push({ frame, action });
    }
    const { rules, policy } = countersOf(program, path).read();
    const counts = { rules: rules.map(({ packets }) => Number(packets)), policy: Number(policy.packets) };
    return { frames: ran, wrong, firstWrong, counts };
  } finally {
    program.close();
  }
}
