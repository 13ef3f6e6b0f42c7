/** The client's text, from manifests with what names can be. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientText as unformatted } from "../../../../src/codegen/client/client.js";
import { format } from "../../../../src/codegen/client/format.js";
import { ts, type Ts } from "../../../../src/codegen/ts-morph.js";
import { MANIFEST_VERSION, type Manifest, type ManifestRule } from "../../../../src/manifest/index.js";

const rule = (name: string, more: Partial<ManifestRule> = {}): ManifestRule => ({
  name,
  action: "drop",
  statement: null,
  at: { file: "rules/edge.ts", line: 3, column: 3 },
  slot: 0,
  ...more,
});

const manifest = (more: Partial<Manifest>): Manifest => ({
  xdpgen: MANIFEST_VERSION,
  name: "edge",
  version: "1.2.3",
  source: { file: "rules/edge.ts", sha256: "ab".repeat(32) },
  policy: { action: "pass", slot: 1 },
  rules: [],
  sets: [],
  limiters: [],
  ...more,
});

const clientText = (of: Manifest): Promise<string> => format(unformatted(of));

/** What the parser says of a text, without looking at what it imports. */
function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
}

/** The names and the documentation of an interface's members, as the compiler reads them. */
function membersOf(text: string, name: string): Record<string, string> {
  const file = ts.createSourceFile("client.ts", text, ts.ScriptTarget.ES2022, true);
  const found = file.statements.find(
    (s) => ts.isInterfaceDeclaration(s) && s.name.text === name,
  ) as Ts.InterfaceDeclaration;
  return Object.fromEntries(
    found.members.map((member) => [
      (member.name as Ts.StringLiteral).text,
      ts.displayPartsToString(
        ts.getJSDocCommentsAndTags(member).map((doc) => ({ text: String(doc.comment), kind: "text" })),
      ),
    ]),
  );
}

test("is this, for two rules and two sets", async () => {
  const text = await clientText(
    manifest({
      rules: [rule("ssh", { action: "pass" }), rule("dns flood", { statement: "monitor" })],
      sets: [
        { name: "bans", type: ["ipv4"], capacity: 1_000_000, timeout: 600_000, map: "set_bans", elements: 0 },
        {
          name: "pairs",
          type: ["ipv4", "tcp-port"],
          capacity: 5,
          timeout: null,
          map: "set_pairs",
          elements: 0,
        },
      ],
    }),
  );
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "expected.txt"));
});

test("names are names, whatever they are", async () => {
  const names = [
    "class",
    'say "no"',
    "it's",
    "*/ process.exit()",
    "${x}",
    "a\\b",
    "__proto__",
    "@see",
    "ü 🛑",
    "1",
    "two\nlines",
  ];
  const text = await clientText(manifest({ rules: names.map((name) => rule(name)) }));
  expect(syntaxErrors(text)).toEqual([]);
  const members = membersOf(text, "Counters");
  expect(Object.keys(members).sort()).toEqual(names.sort());
  expect(members["class"]).toBe("drop: rules/edge.ts:3");
});

test("a file's name ends no comment", async () => {
  const text = await clientText(
    manifest({
      source: { file: "rules/*/x.ts", sha256: "00" },
      rules: [rule("a", { at: { file: "*/", line: 1, column: 1 } })],
    }),
  );
  expect(syntaxErrors(text)).toEqual([]);
  expect(Object.keys(membersOf(text, "Counters"))).toEqual(["a"]);
});

test("of more than 1,000 rules no names are known", async () => {
  const rules = (count: number) => Array.from({ length: count }, (_, i) => rule(`rule ${i}`, { slot: i }));
  const [named, open] = await Promise.all(
    [1000, 1001].map((count) => clientText(manifest({ rules: rules(count) }))),
  );
  expect(Object.keys(membersOf(named!, "Counters"))).toHaveLength(1000);
  expect(open).toContain("readonly [rule: string]: Counter;");
  expect(open).not.toContain("rule 17");
});

test("imports nothing that it does not use", async () => {
  const text = await clientText(manifest({}));
  expect(text).not.toMatch(/\b(?:type Counter|LiveSetHandle)\b/);
  expect(text).toContain("type Firewall");
});

test.each([
  ["web-server", "WebServer"],
  ["1st", "Program1st"],
  ["counters", "CountersProgram"],
])("the type of %s is %s", async (name, type) => {
  expect(await clientText(manifest({ name }))).toContain(`export type ${type} = Firewall<Counters, Sets>;`);
});

test("the same manifest gives the same text", async () => {
  const same = manifest({ rules: [rule("a")] });
  expect(await clientText(same)).toBe(await clientText(same));
});
