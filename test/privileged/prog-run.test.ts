import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadObject, readObject, type LoadedProgram } from "../../src/kernel/object.js";
import { createRunner, type Runner } from "../../src/kernel/prog-run.js";
import { countersOf } from "../../src/runtime/counters.js";
import { createProject, type Project } from "../support/fixtures.js";

const [DROP, PASS] = [1, 2];

let project: Project;
let program: LoadedProgram;
let run: Runner;

beforeAll(() => {
  project = createProject();
  program = loadObject(readObject(project.compile("filter", "filter")));
  run = createRunner(program.fd);
});
afterAll(() => {
  program.close();
  project.remove();
});

/** A UDP frame of `length` bytes to `port`. */
function udp(port: number, length = 60): Buffer {
  const frame = Buffer.alloc(length);
  frame.writeUInt16BE(0x0800, 12);
  frame[14] = 0x45;
  frame[23] = 17;
  frame.writeUInt16BE(port, 36);
  return frame;
}

describe("running a program on a frame", () => {
  it("gives the action and the frame, for short frames after long ones and the other way round", () => {
    for (const length of [42, 3520, 60, 1514, 42, 3520]) {
      const frame = udp(9, length);
      const result = run(frame);
      expect([result.action, result.frame.length]).toEqual([DROP, length]);
      expect(Buffer.compare(result.frame, frame)).toBe(0);
    }
    expect(run(udp(8)).action).toBe(PASS);
    expect(run(Buffer.alloc(14)).action).toBe(PASS);
  });

  it("counts as on a wire", () => {
    const { read } = countersOf(program, "xdp.o");
    const before = read().rules[0]!;
    for (let i = 0; i < 10; i++) run(udp(9, 100));
    const after = read().rules[0]!;
    expect([after.packets - before.packets, after.bytes - before.bytes]).toEqual([10n, 1000n]);
  });

  it("runs as if the frame came in through an interface", () => {
    expect(run(udp(9), { ingressIfindex: 1, rxQueue: 0 }).action).toBe(DROP);
    expect(() => run(udp(9), { ingressIfindex: 0x7fff_ffff })).toThrow("ENODEV");
    expect(run(udp(9)).action).toBe(DROP);
  });

  it("refuses frames that the kernel does not take", () => {
    expect(() => run(Buffer.alloc(13))).toThrow(RangeError);
    expect(() => run(Buffer.alloc(3521))).toThrow(RangeError);
  });
});
