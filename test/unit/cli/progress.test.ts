/** Progress is for people who wait: on a terminal, after a second, and it leaves nothing behind. */
import pc from "picocolors";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Output } from "../../../src/cli/output.js";
import { createProgress } from "../../../src/cli/progress.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ERASED = "\r\u001b[2K";

function screen(interactive: boolean): { readonly output: Output; readonly written: string[] } {
  const written: string[] = [];
  const output = { interactive, colors: pc.createColors(false), write: (text: string) => written.push(text) };
  return { output: output as unknown as Output, written };
}

test("a terminal sees the step after a second, then each next one, then nothing", () => {
  const { output, written } = screen(true);
  const progress = createProgress(output);
  progress.at("check");
  vi.advanceTimersByTime(999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  progress.at("compile");
  progress.done();
  expect(written).toEqual([`${ERASED}… check`, `${ERASED}… compile`, ERASED]);
});

test("what takes less than a second says nothing", () => {
  const { output, written } = screen(true);
  const progress = createProgress(output);
  progress.at("check");
  progress.done();
  vi.advanceTimersByTime(5000);
  expect(written).toEqual([]);
});

test("a file or a pipe never sees it", () => {
  const { output, written } = screen(false);
  const progress = createProgress(output);
  progress.at("check");
  vi.advanceTimersByTime(5000);
  progress.done();
  expect(written).toEqual([]);
});

test("a step that begins late is shown as it begins, as it may keep the timer waiting", () => {
  const { output, written } = screen(true);
  const progress = createProgress(output);
  progress.at("check");
  vi.advanceTimersByTime(399);
  progress.at("evaluate");
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  progress.at("plan");
  progress.done();
  expect(written).toEqual([`${ERASED}… plan`, ERASED]);
});
