/** Rule lists in the form of ClassBench, and which rule decides each of many headers: the first that matches. */
import { describe, expect, test } from "vitest";
import { ENGINES } from "./engines.js";
import { expectFirstMatches, type Decided } from "./first-match.js";
import { dotted, frameOf, programOfLines, type Header } from "./five-tuple.js";
import { isThere, linesOf, titleOf } from "./testdata.js";

/** Rules, and how many of them no packet can match: ports of a protocol that has none. */
const LISTS = [
  { name: "acl2_1k", rules: 961, impossible: 0 },
  { name: "fw2_1k", rules: 971, impossible: 597 },
  { name: "ipc2_1k", rules: 696, impossible: 0 },
] as const;

const columns = (line: string) => line.split(/\s+/);

/** `source destination sport dport protocol`, all in decimal. */
function headerOf(line: string): Header {
  const [src, dst, sport, dport, protocol] = columns(line).map(Number);
  return { src: dotted(src!), dst: dotted(dst!), sport: sport!, dport: dport!, protocol: protocol! };
}

const listOf = (name: string) => {
  const program = programOfLines(linesOf(`classbench/${name}.rules.gz`));
  const expected = linesOf(`classbench/${name}.expect`).map(Number);
  const frames = linesOf(`classbench/${name}.hdr`).map((line, index): Decided => ({
    frame: frameOf(headerOf(line)),
    rule: expected[index] === -1 ? "policy" : expected[index]!,
  }));
  return { program, frames };
};

/** DPDK's test-acl: the last column of a trace is the index of the rule that decides, all ones when there is none. */
const NO_RULE = 2 ** 32 - 1;
const traceOf = (name: string) => {
  const program = programOfLines(linesOf(`vectors/dpdk-test-acl/${name}_rule`));
  const frames = linesOf(`vectors/dpdk-test-acl/${name}_trace`).map((line): Decided => {
    const [src, dst, sport, dport, protocol, rule] = columns(line);
    const address = (text: string) => (text.includes(":") ? text : dotted(Number(text)));
    return {
      frame: frameOf({
        src: address(src!),
        dst: address(dst!),
        sport: Number(sport),
        dport: Number(dport),
        protocol: Number(protocol),
      }),
      rule: Number(rule) === NO_RULE ? "policy" : Number(rule),
    };
  });
  return { program, frames };
};

describe.skipIf(!isThere)(titleOf("first matches in lists of five-tuples"), () => {
  describe.each(ENGINES)("$title", (engine) => {
    test.skipIf(engine.isMissing).each(LISTS)("$name", async ({ name, rules, impossible }) => {
      const { program, frames } = listOf(name);
      expect(program.rules).toHaveLength(rules - impossible);
      expect(frames).toHaveLength(3000);
      await expectFirstMatches(engine, program, frames);
    });

    test.skipIf(engine.isMissing).each([
      ["acl1v4_5", 5],
      ["acl1v6_1", 2],
    ])("DPDK's %s", async (name, headers) => {
      const { program, frames } = traceOf(name);
      expect(frames).toHaveLength(headers);
      await expectFirstMatches(engine, program, frames);
    });
  });
});
