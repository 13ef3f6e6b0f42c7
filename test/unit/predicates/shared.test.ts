/** What a predicate's C computes once, and what it asks again. */
import { expect, test } from "vitest";
import { generate } from "../../../src/codegen/index.js";
import { rulesFolder } from "../../support/rules-folder.js";

const write = rulesFolder();

/** The statements of the function that a predicate becomes. */
async function statementsOf(predicate: string): Promise<readonly string[]> {
  const path = write(`import { drop, set } from "xdpgen";
const many = set("many", Array.from({ length: 40 }, (_, i) => \`10.0.\${3 * i}.1\`));
export default drop("one").when(${predicate});
`);
  const { source } = await generate(path, { name: "shared" });
  const body = /\bbool predicate_0\w*\([^)]*\)\n\{\n([^]*?)\n\}\n/.exec(source.text)![1]!;
  return body.split("\n").filter((line) => !line.startsWith("#line"));
}

/** What statements say about where a text stands: how often. */
const times = (statements: readonly string[], text: string) => statements.join("\n").split(text).length - 1;

test.each([
  [
    "bytes of the payload",
    `(p) => { const get = p.payload.startsWith("GET "); return (get && p.ipv4.ttl < 5) || (!get && p.ipv4.ttl > 200); }`,
    "PAYLOAD_STARTS(",
  ],
  [
    "a membership through a table",
    "(p) => (p.ipv4.src.in(many) && p.ipv4.ttl < 5) || (!p.ipv4.src.in(many) && p.ipv4.ttl > 200)",
    "lookup_0(",
  ],
  [
    "a comparison of what is computed",
    "(p) => (p.tcp.sport % 7 > 3 && p.ipv4.ttl < 5) || (!(p.tcp.sport % 7 > 3) && p.ipv4.ttl > 200)",
    "remainder(",
  ],
  [
    "a chain",
    `(p) => { const low = p.tcp.sport < 1024 || p.tcp.dport < 1024; return (low && p.ipv4.ttl < 5) || (!low && p.ipv4.ttl > 200); }`,
    "less(p->tcp_sport, 1024)",
  ],
])("%s is asked once", async (_, predicate, text) => {
  const statements = await statementsOf(predicate);
  expect(times(statements, text)).toBe(1);
  const [, bit] = /kept0 = kept\(kept0, (\d),/.exec(statements.join("\n"))!;
  expect(times(statements, `holds(kept0, ${bit})`)).toBe(2);
});

test("reads as what was written", async () => {
  const predicate = `(p) => {
  const get = p.payload.startsWith("GET "), far = p.tcp.sport % 100;
  if (p.tcp.dport === 80 && get) return far > 50 && p.tcp.window !== 0;
  return !get && far !== 43;
}`;
  expect(await statementsOf(predicate)).toMatchInlineSnapshot(`
    [
      "	if (!has(p->has, HAS_TCP_DPORT)) return false;",
      "	if (equals(p->tcp_dport, 80)",
      "			&& PAYLOAD_STARTS(ctx, p->payload, 0, 4, load_u32(at, 0) ^ 0x47455420) /* "GET " */) {",
      "		if (!has(p->has, HAS_TCP_SPORT | HAS_TCP_WINDOW)) return false;",
      "		return less(50, remainder(p->tcp_sport, 100)) && !equals(p->tcp_window, 0);",
      "	}",
      "	if (!has(p->has, HAS_TCP_SPORT)) return false;",
      "	return !less(p->tcp_sport, 0)",
      "			&& !PAYLOAD_STARTS(ctx, p->payload, 0, 4, load_u32(at, 0) ^ 0x47455420) /* "GET " */",
      "			&& !equals(remainder(p->tcp_sport, 100), 43);",
    ]
  `);
});

test("a comparison of a field with a constant is short enough to be asked again", async () => {
  const statements = await statementsOf(
    "(p) => (p.tcp.dport === 22 && p.ipv4.ttl < 5) || (p.tcp.dport === 22 && p.length > 200 && p.ipv4.ttl < 7)",
  );
  expect(times(statements, "kept(")).toBe(0);
});

test("what is computed on one way only is computed again on another", async () => {
  const statements = await statementsOf(
    "(p) => (p.vlan && p.tcp.sport % 7 === 3) || (p.tcp.sport % 7 === 3 && p.ipv4.ttl < 5)",
  );
  expect(times(statements, "remainder(")).toBe(2);
  expect(times(statements, "kept(")).toBe(0);
});

test("what stands only in something that is kept is not kept itself", async () => {
  const statements = await statementsOf(
    "(p) => (p.tcp.sport * p.tcp.sport > 99 && p.ipv4.ttl < 5) || (!(p.tcp.sport * p.tcp.sport > 99) && p.ipv4.ttl > 200)",
  );
  expect(times(statements, "const __s64")).toBe(0);
  expect(times(statements, "kept(")).toBe(1);
});
