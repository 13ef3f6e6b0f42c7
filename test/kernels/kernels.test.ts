/** What this compiler makes, in older kernels: their verifiers take it, and it does what the interpreter says. */
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { actionOf } from "../../src/packet/index.js";
import type { Difference } from "../conformance/comparison.js";
import { CASES } from "./cases.js";
import { countsOf, expectations, type ExpectedCase } from "./guest-cases.js";
import { ATTACHING, COUNTED_FRAMES, type CaseResult } from "./guest/lines.js";
import { bootAll, candidates } from "./guests.js";
import type { Kernel } from "./kernels.js";
import type { GuestReport } from "./machine.js";

/** The titles of the cases whose programs are attached, the second in place of the first. */
const ATTACHED = ["rules/block-a", "rules/web-server"] as const;

const kernels = await candidates();

let expected: ReadonlyMap<string, ExpectedCase>;
let reports: ReadonlyMap<Kernel, GuestReport>;

beforeAll(async () => {
  const cases = await expectations(CASES);
  expected = new Map(cases.map((each) => [each.title, each]));
  reports = await bootAll(kernels, cases, ATTACHED);
});

for (const { kernel, image, reason } of kernels) {
  const missing = image === undefined && kernel.optional;
  const skipped = missing ? " (skipped: it cannot be had here)" : "";
  describe.skipIf(missing)(`kernel ${kernel.version}${skipped}`, () => {
    const report = (): GuestReport => reports.get(kernel) ?? expect.fail(reason);

    test("boots, is what it should be, and the guest comes to its end", () => {
      const { failure, lines } = report();
      if (failure !== undefined) expect.fail(failure);
      const booted = lines.find((line) => line.kind === "booted");
      expect(booted).toMatchObject({ recentEnough: true, kernelTypes: true, jit: "on" });
      expect(booted?.release).toMatch(new RegExp(`^${kernel.version.replace(".", "\\.")}\\.`));
    });

    for (const { title } of CASES)
      test(title, () => {
        const line = report().lines.find((line) => "title" in line && line.title === title);
        if (line?.kind === "failed") expect.fail(line.message);
        if (line?.kind !== "ran") expect.fail(NO_RESULT);
        const wanted = expected.get(title)!;
        expect(differences(wanted, line), `${line.wrong} of ${line.frames} frames`).toEqual([]);
        expect(line.frames).toBe(Math.ceil(wanted.frames.length / kernel.every));
        expect(line.counts).toEqual(countsOf(wanted, kernel.every));
      });

    test("a program is attached natively, found, replaced and detached", () => {
      const lines = report().lines;
      const failed = lines.find((line) => line.kind === "failed" && line.title === ATTACHING);
      if (failed?.kind === "failed") expect.fail(failed.message);
      const { kind: _, ...result } = lines.find((line) => line.kind === "attached") ?? expect.fail(NO_RESULT);
      const [first, second] = ATTACHED;
      expect(result).toEqual({
        attached: [{ name: path.basename(first), mode: "native", packets: COUNTED_FRAMES }],
        replaced: [{ name: path.basename(second), mode: "native", packets: 0 }],
        stale: "EEXIST",
        otherMode: "XG605",
        detached: [],
      });
    });
  });
}

const NO_RESULT = "the guest said nothing of it: the first test of this kernel says why";

/** The first frames on which the kernel's answer was not the interpreter's. */
function differences({ frames }: ExpectedCase, { firstWrong }: CaseResult): Difference[] {
  return firstWrong.map(({ frame: index, action }) => {
    const { label, frame, packet, decision } = frames[index]!;
    return {
      frame: label,
      bytes: Buffer.from(frame).toString("hex"),
      interpreter: decision.action,
      rule: decision.rule?.name ?? "policy",
      kernel: actionOf(action) ?? expect.fail(`it returned ${action}`),
      fields: [...packet.fields].map(([name, value]) => `${name}=0x${value.toString(16)}`).join(" "),
    };
  });
}
