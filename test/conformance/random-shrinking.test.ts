/** The fuzzer is only worth something if it finds what is wrong: here something is, on purpose. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Match, Program } from "../../src/ir/index.js";
import { ethernet, frame, ipv4, raw, tcp, vlan } from "../../src/testing/frames.js";
import { decodedFrame, type DecodedFrame } from "../fuzz/batch.js";
import { readFailure, writeFailure } from "../fuzz/failure-folder.js";
import { INTERFACES } from "../fuzz/frames.js";
import { fuzz, type Failure, type Figures } from "../fuzz/fuzz.js";
import { disagree, opinionsOn } from "../fuzz/opinions.js";
import { shrink } from "../fuzz/shrink.js";
import { PROGRAMS, type ProgramSubject } from "../fuzz/subjects.js";
import type { WrittenRule } from "../fuzz/written.js";
import { makeStage, type Stage } from "./interfaces.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const [unoptimised] = PROGRAMS;

/** A compiler that makes something else of some matches. */
function broken(name: string, change: (match: Match) => Match): ProgramSubject {
  const prepare = (program: Program): Program => ({
    ...program,
    rules: program.rules.map((rule) => ({ ...rule, matches: rule.matches.map(change) })),
  });
  return { kind: "program", name, prepare };
}

const dropsNegations = broken("without negations", (match) =>
  match.kind === "field" ? { ...match, negated: false } : match,
);

const portsOffByOne = broken("with ports off by one", (match) => {
  if (match.kind !== "field" || match.field !== "tcpDport" || match.operand.kind !== "intervals")
    return match;
  const intervals = match.operand.intervals.map(({ first, last }) => ({
    first: first + 1n,
    last: last + 1n,
  }));
  return { ...match, operand: { kind: "intervals", intervals } };
});

const folder = mkdtempSync(join(tmpdir(), "xdpgen-fuzz-"));
writeFileSync(join(folder, "package.json"), "{}\n");
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("a mismatch in the kernel"), () => {
  let stage: Stage;
  beforeAll(() => void (stage = makeStage(INTERFACES)));
  afterAll(() => stage.remove());
  const ask = (program: Program, packet: DecodedFrame, subjects: readonly ProgramSubject[]) =>
    opinionsOn({ program }, packet, subjects, stage.inside);

  describe("found by the fuzzer", () => {
    let failure: Failure;
    let figures: Figures;
    let path: string;
    beforeAll(async () => {
      figures = await fuzz({
        seed: 1,
        first: 1,
        rulesets: 8,
        subjects: () => [unoptimised!, dropsNegations],
        onFailure: (found) => void (failure = found),
      });
      path = await writeFailure(folder, failure);
    });

    test("ends the run and is counted", () => {
      expect(figures.mismatches).toBeGreaterThan(0);
      expect(figures.rulesets).toBeLessThan(8);
      expect(disagree(failure.opinions)).toBe(true);
    });

    test("is shrunk to the one rule and the one match that it is about", () => {
      const { options, nested, rules } = failure.shrunk.ruleset;
      expect({ options, nested }).toEqual({ options: undefined, nested: false });
      expect(rules).toEqual([{ action: "drop", matches: [expect.objectContaining({ negated: true })] }]);
      expect(rules[0]?.matches[0]).toMatchObject({ inArray: false, values: [expect.anything()] });
    });

    test("is there again when the files are read back, and gone when the compiler is right", async () => {
      const { program, frame: packet } = await readFailure(path);
      expect(packet.frame).toEqual(failure.shrunk.frame.frame);
      expect(disagree(await ask(program, packet, [dropsNegations]))).toBe(true);
      expect(disagree(await ask(program, packet, PROGRAMS))).toBe(false);
    });

    test("has a text with the seed, the answers and the commands", () => {
      const text = readFileSync(join(path, "README.md"), "utf8");
      const { seed, number } = failure;
      expect(text).toContain(`npm run fuzz -- --seed ${seed} --only ${number}`);
      expect(text).toContain(`npm run fuzz -- --replay ${path}`);
      expect(text).toMatch(
        /reference interpreter: .* by .*\n- unoptimised program: .*\n- without negations: .* \(not the same\)/,
      );
    });
  });

  test("is shrunk to what it needs, whatever stands around it", async () => {
    const noise = (port: number): WrittenRule => ({
      action: "pass",
      name: `noise ${port}`,
      matches: [
        { kind: "protocol", protocol: "udp" },
        field("udpDport", [port, port + 1]),
        field("ipv4Ttl", [1, 2, 3]),
      ],
    });
    const rules: WrittenRule[] = [
      ...[1, 10, 20, 30, 40].map(noise),
      {
        action: "tx",
        name: "the one",
        matches: [field("ipv4Ttl", [64]), field("tcpDport", [22, 80, 443]), field("vlanId", [5, 7])],
      },
      ...[50, 60, 70].map(noise),
    ];
    const bytes = frame(ethernet(), vlan(7), ipv4(), tcp({ dport: 80 }), raw(new Uint8Array(300).fill(0xab)));
    const context = { ingressIfindex: 100, rxQueue: 3 };
    const found = {
      ruleset: { options: { policy: "drop", malformed: "aborted" } as const, nested: true, rules },
      frame: decodedFrame({ label: "noise", frame: bytes, context }),
    };
    const { ruleset, frame: shrunk } = await shrink(found, portsOffByOne, stage.inside);
    expect(ruleset).toEqual({
      nested: false,
      rules: [{ action: "drop", matches: [field("tcpDport", [80])] }],
    });
    expect(shrunk.context).toBeUndefined();
    // Ethernet, IPv4, and TCP up to the end of its ports: the tag has gone with its rule.
    expect(shrunk.frame).toHaveLength(14 + 20 + 4);
    const zeros = new Uint8Array(12);
    expect(shrunk.frame).toEqual(
      Uint8Array.from([
        ...[...zeros, 0x08, 0x00],
        ...[0x45, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ...[0, 0, 0, 80],
      ]),
    );
  });
});

const field = (name: "udpDport" | "tcpDport" | "ipv4Ttl" | "vlanId", numbers: readonly number[]) => ({
  kind: "field" as const,
  field: name,
  negated: false,
  values: numbers.map((literal) => ({ kind: "literal" as const, literal })),
  inArray: false,
});
