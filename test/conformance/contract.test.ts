/**
 * Interpreter and kernel are given what the same literals were made into, so that they agree shows nothing of how literals
 * are read. Here the answers are written down, by docs/semantics.md.
 */
import { describe, test } from "vitest";
import { optimise } from "../../src/codegen/4-optimise/index.js";
import { decode, interpret, programOf } from "../../src/testing/index.js";
import { SENTENCES } from "./contract-sentences.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const titled = SENTENCES.map((sentence) => [sentence.title, sentence] as const);

describe.each(titled)("%s", { concurrent: true }, (_, { rules, dropped, passed }) => {
  const program = programOf(rules);
  const frames = [...dropped, ...passed].map((bytes) => Buffer.from(bytes).toString("hex"));
  const answers = (action: (frame: Uint8Array) => string) =>
    Object.fromEntries(frames.map((hex) => [hex, action(Buffer.from(hex, "hex"))]));
  const expected = Object.fromEntries(frames.map((hex, i) => [hex, i < dropped.length ? "drop" : "pass"]));

  test("by the interpreter", ({ expect }) => {
    expect(answers((frame) => interpret(program, decode(frame)).action)).toEqual(expected);
  });

  test.skipIf(missingPrivilege() !== undefined)(kernelTitle("by the kernel"), async ({ expect }) => {
    await withKernelProgram(optimise(program).program, ({ run }) => {
      expect(answers((frame) => run(frame))).toEqual(expected);
    });
  });
});
