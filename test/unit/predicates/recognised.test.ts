/** What predicates ask of one field becomes matches: no packet's fate changes, and simple rules are the same C. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { recogniseMatches } from "../../../src/codegen/4-optimise/passes/recognise-matches.js";
import { generate } from "../../../src/codegen/index.js";
import { createSession } from "../../../src/diagnostics/index.js";
import { verify, type Program } from "../../../src/ir/index.js";
import { interpret } from "../../../src/testing/index.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { loweredProgram } from "../../support/predicates/judge.js";
import { rulesFolder } from "../../support/rules-folder.js";

describe("every predicate of the tables", () => {
  let before: Program;
  let after: Program;
  beforeAll(async () => {
    before = await loweredProgram(join(import.meta.dirname, "../../support/predicates/rules.ts"));
    after = recogniseMatches.run(before, createSession());
  }, 60_000);

  test("decides the same packets as before", () => {
    verify(after, recogniseMatches.name);
    const one = (program: Program, i: number): Program => ({ ...program, rules: [program.rules[i]!] });
    for (const packet of predicateFrames(200, 8))
      for (const [i, { name }] of before.rules.entries()) {
        const fates = [before, after].map((program) => interpret(one(program, i), packet).action);
        expect([name, fates[1]]).toEqual([name, fates[0]]);
      }
  });

  test("is a match, or partly one, when it is simple", () => {
    const changed = after.rules.filter((rule, i) => rule !== before.rules[i]).length;
    expect(changed).toBeGreaterThan(80);
    expect(after.rules.filter(({ predicates }) => predicates.length === 0).length).toBeGreaterThan(50);
  });
});

describe("a predicate and a match that say the same are the same C", () => {
  const write = rulesFolder();

  /** The C without the lines that say where a rule stands. */
  async function codeOf(rule: string): Promise<string> {
    const path = write(
      `import { drop, liveSet, not, range, set } from "xdpgen";\nconst web = set("web", [80, 443]);\nconst bans = liveSet("bans", { type: "ipv4", capacity: 9 });\nexport default drop("one")${rule};\n`,
    );
    const { source } = await generate(path, { name: "same" });
    return source.text
      .split("\n")
      .filter((line) => !line.startsWith("#line"))
      .join("\n")
      .replaceAll(/[0-9a-f]{64}|rules\.ts:\d+:\d+|\\"content\\":\\"[^"]*"|\\"column\\":\d+/g, "");
  }

  test.each([
    ['.when((p) => p.ipv4.src === "10.0.0.1")', '.ipv4Src("10.0.0.1")'],
    ['.when((p) => p.ipv4.src.in("10.0.0.0/8", "192.0.2.1"))', '.ipv4Src("10.0.0.0/8", "192.0.2.1")'],
    ['.when((p) => !p.ipv4.src.in("10.0.0.0/8"))', '.ipv4Src(not("10.0.0.0/8"))'],
    [".when((p) => [22, 80].includes(p.tcp.dport))", ".tcpDport(22, 80)"],
    [".when((p) => p.tcp.dport === 22 || p.tcp.dport === 80)", ".tcpDport(22, 80)"],
    [
      ".when((p) => p.tcp.dport >= 8000 && p.tcp.dport <= 8999)",
      ".tcpDport(range(8000, 65535)).tcpDport(range(0, 8999))",
    ],
    [".when((p) => 1024 > p.tcp.dport)", ".tcpDport(range(0, 1023))"],
    [".when((p) => p.tcp.flags.syn && !p.tcp.flags.ack)", '.tcpFlags("syn").tcpFlags({ ack: false })'],
    [".when((p) => p.tcp.flags.syn || p.tcp.flags.fin)", '.tcpFlags({ any: ["syn", "fin"] })'],
    [".when((p) => p.udp && p.ipv4.ttl < 5)", ".udp().ipv4Ttl(range(0, 4))"],
    ['.when((p) => p.ip.fragment === "later")', '.fragment("later")'],
    [".when((p) => p.tcp.dport.in(web))", ".tcpDport(web)"],
    [".when((p) => p.ipv4.src.in(bans))", ".ipv4Src(bans)"],
    [".when((p) => !p.ipv4.src.in(bans))", ".ipv4Src(not(bans))"],
    [
      '.over({ rate: "1/s" }).sample(0.5).when((p) => p.tcp && p.ipv4.dst.in(bans) && !p.ipv4.src.in(bans))',
      '.over({ rate: "1/s" }).sample(0.5).tcp().ipv4Dst(bans).ipv4Src(not(bans))',
    ],
  ])("%s", async (predicate, match) => {
    expect(await codeOf(predicate)).toBe(await codeOf(match));
  });
});
