/** Live sets in predicates: what they become, how they are explained, and what the manifest and the client know of them. */
import { describe, expect, test } from "vitest";
import { recogniseMatches } from "../../../src/codegen/4-optimise/passes/recognise-matches.js";
import { generate } from "../../../src/codegen/index.js";
import { createSession } from "../../../src/diagnostics/index.js";
import { formatMatch, verify, type Program } from "../../../src/ir/index.js";
import { decode, packet, trace } from "../../../src/testing/index.js";
import { matchLines } from "../../../src/testing/explanation.js";
import { inLive, predicate } from "../../support/expressions.js";
import { rulesFolder } from "../../support/rules-folder.js";
import { liveProgram } from "../../conformance/live/live-program.js";

const write = rulesFolder();

const SETS = `
import { drop, liveSet } from "xdpgen";
const bans = liveSet("bans", { type: "ipv4", capacity: 10, elements: ["10.0.0.0/8"] });
const guests = liveSet("guests", { type: "ipv4", capacity: 10, timeout: "5m" });
`;

async function generated(rules: string) {
  return generate(write(`${SETS}export default ${rules};\n`), { name: "live" });
}

describe("a rule whose predicate asks live sets", () => {
  test("has the manifest list them, and is another rule when the set is another", async () => {
    const one = await generated('drop("one").when((p) => p.ipv4.src.in(bans, guests) || p.ipv4.ttl < 5)');
    expect(one.source.manifest.sets).toMatchObject([
      { name: "bans", map: "set_bans", type: ["ipv4"], capacity: 10, timeout: null, elements: 1 },
      { name: "guests", map: "set_guests", timeout: 300_000, elements: 0 },
    ]);
    expect(one.source.text).toMatch(/set_bans_has\(p->ipv4_src\) \|\| set_guests_has\(p->ipv4_src\)/);
    const other = await generated('drop("one").when((p) => p.ipv4.src.in(bans, bans) || p.ipv4.ttl < 5)');
    expect(other.source.manifest.sets.map(({ name }) => name)).toEqual(["bans"]);
    const contents = [one, other].map(({ source }) => source.manifest.rules[0]!.content);
    expect(new Set(contents).size).toBe(2);
  });

  test("asks what && joins as matches, before samples and the rate", async () => {
    const { report } = await generated(
      'drop("one").sample(0.5).ipv4Dst(guests).over({ rate: "1/s" }).when((p) => p.ipv4.src.in(bans) && !p.ipv4.dst.in(bans))',
    );
    const [rule] = report.optimised.rules;
    expect(rule!.predicates).toEqual([]);
    expect(rule!.live.map(formatMatch)).toEqual([
      "ipv4Dst guests",
      "ipv4Src bans",
      "ipv4Dst not bans",
      "sample 1/2",
      "over 1/s",
    ]);
  });

  test("is explained by what was in the set", async () => {
    const { report } = await generated('drop("one").when((p) => p.ipv4.ttl < 5 || !p.ipv4.src.in(bans))');
    const linesOf = (src: string) =>
      trace(report.lowered, decode(packet().ipv4({ src, ttl: 64 }).udp())).flatMap((rule) =>
        matchLines(rule),
      );
    expect(linesOf("10.0.0.1")).toEqual([
      "✗ p.ipv4.ttl < 5 || !p.ipv4.src.in(bans)",
      "    p.ipv4.ttl: 64",
      "    p.ipv4.ttl < 5: false",
      "    p.ipv4.src: 10.0.0.1",
      "    p.ipv4.src.in(bans): true",
      "    !p.ipv4.src.in(bans): false",
    ]);
    expect(linesOf("192.0.2.1")[0]).toBe("✓ p.ipv4.ttl < 5 || !p.ipv4.src.in(bans)");
  });
});

describe("a program is refused as a bug", () => {
  const asking = (expression: ReturnType<typeof inLive>, sets: Parameters<typeof liveProgram>[0]): Program =>
    liveProgram(sets, [{ predicates: [predicate(expression, "asking")] }]);

  test.each([
    ["when there is no such set", asking(inLive("ipv4Src", "set1"), [{}])],
    ["when the set is of another type", asking(inLive("ipv6Src", "set0"), [{}])],
    ["when the set has pairs", asking(inLive("ipv4Src", "set0"), [{ type: ["ipv4", "ipv4"] }])],
  ])("%s", (_, program) => {
    expect(() => verify(program, "the test")).toThrow(
      /predicate asking: ipv\dSrc is not asked for in a set like/,
    );
  });

  test("and not otherwise", () => {
    const program = asking(inLive("ipv4Src", "set0"), [{}]);
    verify(program, "the test");
    verify(recogniseMatches.run(program, createSession()), recogniseMatches.name);
  });
});
