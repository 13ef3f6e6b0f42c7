/** Sets from the DSL to the program: files and arrays, both families, sharing, and what is said of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generate } from "../../../../src/codegen/index.js";
import { DiagnosticError, type Diagnostic } from "../../../../src/diagnostics/index.js";
import { drop, lines, not, range, set, type AnyRule } from "../../../../src/index.js";
import { formatMatch, type FieldMatch } from "../../../../src/ir/index.js";
import { programOf } from "../../../../src/testing/index.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-sets-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** The path of a list with this content. */
function list(content: string | Uint8Array): string {
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, content);
  return path;
}

const matchOf = (rule: AnyRule, index = 0): FieldMatch =>
  programOf(rule).rules[0]!.matches[index] as FieldMatch;

/** The intervals of a rule's first match, as text. */
function intervalsOf(rule: AnyRule): string[] {
  const { operand } = matchOf(rule);
  if (operand.kind === "bits") throw new Error("no intervals");
  return operand.kind === "intervals"
    ? operand.intervals.map(({ first, last }) => `${first}-${last}`)
    : Array.from(operand.firsts, (first, i) => `${first}-${operand.lasts[i]}`);
}

function refusals(rules: () => AnyRule | readonly AnyRule[]): readonly Diagnostic[] {
  try {
    programOf(rules());
    return [];
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
}
const codes = (rules: () => AnyRule | readonly AnyRule[]) => refusals(rules).map(({ code }) => code);

/** So many addresses that no two touch. */
const apart = (count: number) =>
  Array.from({ length: count }, (_, i) => `10.${i >> 14}.${(i >> 7) & 127}.${2 * (i & 127)}`);

describe("lists", () => {
  test("comments, blanks, CRLF, a byte order mark, and a last line without an end", () => {
    const content =
      "\uFEFF0.0.0.1\r\n# 0.0.0.2\n\n   ; 0.0.0.3\n\t0.0.0.5 \t\n0.0.0.7# x\n0.0.0.9 ;x\r\n \r\n0.0.0.11";
    expect(intervalsOf(drop().ipv4Src(set("x", lines(list(content)))))).toEqual(
      [1, 5, 7, 9, 11].map((n) => `${n}-${n}`),
    );
  });

  test("neighbours are joined, prefixes inside of others are gone, and order does not matter", () => {
    const content = "0.0.0.9\n0.0.0.8\n255.255.255.255\n0.0.1.0/24\n0.0.1.7\n0.0.2.0-0.0.2.3\n0.0.0.0/30\n";
    expect(intervalsOf(drop().ipv4Src(set("x", lines(list(content)))))).toEqual([
      "0-3",
      "8-9",
      "256-515",
      "4294967295-4294967295",
    ]);
  });

  test("everything", () => {
    expect(intervalsOf(drop().ipv4Src(set("x", lines(list("0.0.0.0/0")))))).toEqual(["0-4294967295"]);
  });

  test("each family gets its own", () => {
    const both = set("both", lines(list("0.0.0.1\n::1\n0.0.0.3\n::3-::4\n")));
    expect(intervalsOf(drop().ipv4Src(both))).toEqual(["1-1", "3-3"]);
    expect(intervalsOf(drop().ipv6Src(both))).toEqual(["1-1", "3-4"]);
  });

  test("what stands there twice, or inside of something else, is counted once for the set", async () => {
    const path = list("::/126\n::3\n::3\n::/127\n::\n0.0.0.0/31\n0.0.0.0\n0.0.0.0\n::8-::9\n::9-::a\n");
    const rules = join(folder, "repeated.ts");
    const text = `import { drop, lines, set } from "xdpgen";
      const x = set("x", lines(${JSON.stringify(path)}));
      export default [drop("4").ipv4Src(x), drop("to 4").ipv4Dst(x), drop("6").ipv6Src(x)];`;
    writeFileSync(rules, text);
    expect((await generate(rules)).report.diagnostics.map(({ message }) => message)).toEqual([
      'the set "x" repeats itself: of 10 elements 2 duplicates and 4 inside of others are left out',
    ]);
  });

  test("one family alone, when it is asked for", () => {
    const path = list("0.0.0.1\n::1\n");
    expect(codes(() => drop().ipv4Src(set("x", lines(path, { family: "ipv4" }))))).toEqual(["XG225"]);
    expect(codes(() => drop().ipv6Src(set("x", lines(path, { family: "ipv6" }))))).toEqual(["XG225"]);
    const ipv4 = lines(list("0.0.0.1\n"), { family: "ipv4" });
    expect(intervalsOf(drop().ipv4Src(set("x", ipv4)))).toEqual(["1-1"]);
    expect(codes(() => drop().ipv6Src(set("x", ipv4)))).toEqual(["XG223"]);
  });

  test("MAC addresses and ports", () => {
    expect(
      intervalsOf(drop().etherSrc(set("x", lines(list("00:00:00:00:01:00\n00-00-00-00-00-01\n"))))),
    ).toEqual(["1-1", "256-256"]);
    expect(intervalsOf(drop().tcpDport(set("x", lines(list("443\n80 # web\n8000-8999\n")))))).toEqual([
      "80-80",
      "443-443",
      "8000-8999",
    ]);
  });

  test("wrong lines are named with their places, twenty of them, then counted", () => {
    const content = Array.from({ length: 30 }, (_, i) => `  wrong${i} # x`).join("\n");
    const diagnostics = refusals(() => drop().ipv4Src(set("x", lines(list(`0.0.0.1\n${content}`)))));
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics[1]!.span).toMatchObject({ line: 3, column: 3, endLine: 3, endColumn: 9 });
    expect(diagnostics[20]!.message).toMatch(/^and 10 more lines of .* are wrong$/);
    expect(diagnostics.slice(0, 20).every(({ code }) => code === "XG201")).toBe(true);
  });

  test("a wrong line is reported once, however many rules have the set", () => {
    const bad = set("x", lines(list("wrong\n")));
    expect(codes(() => [drop("a").ipv4Src(bad), drop("b").ipv4Dst(bad), drop("c").ipv6Src(bad)])).toEqual([
      "XG201",
    ]);
  });

  test("messages have nothing in them that a terminal would act on, and no line without end", () => {
    const [first, second] = refusals(() =>
      drop().ipv4Src(set("x", lines(list(`\u001b[2Jx\n${"9".repeat(1_000_000)}\n`)))),
    );
    // eslint-disable-next-line no-control-regex
    expect(first!.message).not.toMatch(/[\u0000-\u001f]/);
    expect(second!.message.length).toBeLessThan(200);
  });

  test("a million wrong lines are counted", () => {
    const diagnostics = refusals(() => drop().ipv4Src(set("x", lines(list("wrong\n".repeat(1_000_000))))));
    expect(diagnostics.at(-1)!.message).toContain("and 999,980 more lines");
  });

  test.each([
    ["a folder", () => folder, "it is a directory"],
    ["nothing", () => join(folder, "none.txt"), "there is no such file"],
    ["a device", () => "/dev/zero", "it is not a file"],
    ["bytes", () => list(Uint8Array.of(0x31, 0, 0x32)), "it is not a text file: it has bytes of zero"],
  ])("%s is not read", (_, path, reason) => {
    const [only] = refusals(() => drop().ipv4Src(set("x", lines(path()))));
    expect(only!.code).toBe("XG221");
    expect(only!.message).toMatch(/^cannot read the list .*: /);
    expect(only!.message.endsWith(`: ${reason}`)).toBe(true);
  });

  test.each(["", "\n\n", "# nothing\n", "\uFEFF"])("a list without an element is refused: %j", (content) => {
    expect(codes(() => drop().ipv4Src(set("x", lines(list(content)))))).toEqual(["XG222"]);
  });

  test("more than two million elements are refused, two million are not", () => {
    const content = "0.0.0.1\n".repeat(2_000_000);
    expect(intervalsOf(drop().ipv4Src(set("x", lines(list(content)))))).toEqual(["1-1"]);
    expect(codes(() => drop().ipv4Src(set("x", lines(list(`${content}0.0.0.2`)))))).toEqual(["XG226"]);
  });
});

describe("arrays", () => {
  test("values, ranges, arrays in arrays, and lines among them", () => {
    const mixed = set("x", ["0.0.0.1", [range("0.0.0.3", "0.0.0.4"), "::7"], lines(list("0.0.0.9\n::9\n"))]);
    expect(intervalsOf(drop().ipv4Src(mixed))).toEqual(["1-1", "3-4", "9-9"]);
    expect(intervalsOf(drop().ipv6Src(mixed))).toEqual(["7-7", "9-9"]);
  });

  test("names and flags, as their fields read them", () => {
    expect(intervalsOf(drop().icmpType(set("x", ["echo-reply", 8])))).toEqual(["0-0", "8-8"]);
    const { operand } = matchOf(drop().tcpFlags(set("x", ["syn", "fin"])));
    expect(operand).toEqual(matchOf(drop().tcpFlags("syn", "fin")).operand);
  });

  test("what the datatype refuses", () => {
    const unchecked = (...values: readonly string[]) => values;
    expect(codes(() => drop().ipv4Src(set("x", ["10.0.0.1/8"])))).toEqual(["XG202"]);
    expect(codes(() => drop().ipv4Src(set("x", unchecked("::1/200"))))).toEqual(["XG203"]);
  });
});

describe("in a match", () => {
  test("more than 64 intervals of a narrow field are a set, with or without a name; fewer are not", () => {
    expect(matchOf(drop().ipv4Src(set("x", apart(65)))).operand).toMatchObject({ kind: "set", name: "x" });
    expect(matchOf(drop().ipv4Src(apart(65))).operand).toMatchObject({ kind: "set", name: undefined });
    expect(matchOf(drop().ipv4Src(set("x", apart(64)))).operand).toMatchObject({
      kind: "intervals",
      name: "x",
    });
    expect(matchOf(drop().ipv4Src(apart(64))).operand.kind).toBe("intervals");
    const wide = Array.from({ length: 65 }, (_, i) => `::${(2 * i).toString(16)}`);
    expect(matchOf(drop().ipv6Src(set("x", wide))).operand).toMatchObject({ kind: "intervals", name: "x" });
  });

  test("rules that have one set share its operand", () => {
    const bad = set("x", apart(100));
    const { rules } = programOf([
      drop("a").ipv4Src(bad),
      drop("b").ipv4Dst(not(bad)),
      drop("c").ipv4Src(bad).tcp(),
    ]);
    const operands = rules.map(({ matches }) => (matches[0] as FieldMatch).operand);
    expect(operands[1]).toBe(operands[0]);
    expect(operands[2]).toBe(operands[0]);
    expect((rules[1]!.matches[0] as FieldMatch).negated).toBe(true);
  });

  test("among other values it is part of the union", () => {
    const few = set("few", ["0.0.0.1", "0.0.0.2"]);
    expect(intervalsOf(drop().ipv4Src(few, "0.0.0.3", set("other", ["0.0.0.9"])))).toEqual(["1-3", "9-9"]);
    expect(intervalsOf(drop().ipv4Src(set("x", apart(100)), apart(100)))).toEqual(
      intervalsOf(drop().ipv4Src(apart(100))),
    );
    expect(intervalsOf(drop().ipv6Src([set("a", ["::1"]), set("b", ["::2"])]))).toEqual(["1-2"]);
  });

  test("its text is its name, whatever is in it", () => {
    expect(formatMatch(matchOf(drop().ipv4Src(set("blocklist", apart(100)))))).toBe("ipv4Src blocklist");
    expect(formatMatch(matchOf(drop().ipv4Src(not(set("admins", ["10.0.0.1"])))))).toBe("ipv4Src not admins");
    expect(formatMatch(matchOf(drop().ipv4Src(apart(100))))).toBe(
      "ipv4Src 10.0.0.0, 10.0.0.2, 10.0.0.4 and 97 more",
    );
  });
});

describe("a build", () => {
  const project = join(folder, "project");
  const write = (name: string, text: string) => {
    mkdirSync(join(project, name, ".."), { recursive: true });
    writeFileSync(join(project, name), text);
    return join(project, name);
  };
  write("package.json", "{}");

  test("finds lists from the root, and from the file that calls lines(…)", async () => {
    write("lists/a.txt", "0.0.0.1\n");
    write("rules/near/b.txt", "0.0.0.3\n");
    write(
      "rules/near/sets.ts",
      'import { lines, set } from "xdpgen";\nexport const b = set("b", lines("./b.txt"));\n',
    );
    const rules = write(
      "rules/x.ts",
      'import { drop, lines, set } from "xdpgen";\nimport { b } from "./near/sets.js";\n' +
        'export default drop("x").ipv4Src(set("a", lines("lists/a.txt")), b, set("c", lines("../lists/a.txt")));\n',
    );
    const { report } = await generate(rules);
    expect(report.lowered.rules[0]!.matches[0]).toMatchObject({
      operand: {
        intervals: [
          { first: 1n, last: 1n },
          { first: 3n, last: 3n },
        ],
      },
    });
  });

  test("is another one when a list is", async () => {
    const rules = write(
      "rules/y.ts",
      'import { drop, lines, set } from "xdpgen";\nexport default drop().ipv4Src(set("a", lines("lists/y.txt")));\n',
    );
    const hash = async (content: string) => {
      write("lists/y.txt", content);
      return (await generate(rules)).source.manifest.source.sha256;
    };
    const first = await hash("0.0.0.1\n");
    expect(await hash("0.0.0.2\n")).not.toBe(first);
    expect(await hash("0.0.0.1\n")).toBe(first);
  });
});
