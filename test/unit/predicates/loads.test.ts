/** Header fields are read from the frame once, by the parser, for matches and predicates alike. */
import { expect, test } from "vitest";
import { generate } from "../../../src/codegen/index.js";
import { rulesFolder } from "../../support/rules-folder.js";

const write = rulesFolder();

const MATCHES = '.tcpDport(22).tcpSport(range(1024, 65535)).ipv4Ttl(1, 2, 3).ipv4Src("10.0.0.0/8")';
const PREDICATE = `.when((p) => p.tcp.dport * 2 > p.tcp.sport + p.ipv4.ttl && (p.tcp.sport - p.tcp.dport) % 7 === 3 && p.ipv4.src !== "10.0.0.1")`;

/** The C of one rule: what reads the frame, and what decides. */
async function partsOf(rule: string): Promise<readonly [parser: string, decisions: string]> {
  const path = write(`import { drop, range } from "xdpgen";\nexport default drop("one")${rule};\n`);
  const { source } = await generate(path, { name: "loads" });
  const [, parser, decisions] = /(\nenum \{[^]*\n\tgoto network;\n\}\n)([^]*)\nSEC\("xdp"\)/.exec(
    source.text,
  )!;
  return [parser!, decisions!];
}

test("a predicate asks for nothing that matches have had read", async () => {
  const [parser] = await partsOf(MATCHES);
  expect((await partsOf(MATCHES + PREDICATE))[0]).toBe(parser);
});

test("a field is read once by the parser", async () => {
  const [parser] = await partsOf(MATCHES + PREDICATE);
  expect(parser.split("= bpf_ntohs(tcp->dest);").length - 1).toBe(1);
  expect(parser.split("= ip->ttl;").length - 1).toBe(1);
});

test("what decides reads no frame", async () => {
  const [, decisions] = await partsOf(MATCHES + PREDICATE);
  expect(decisions).toContain("predicate_0");
  expect(decisions).not.toMatch(/->data\b|bpf_ntoh|load_u\d|payload/);
});
