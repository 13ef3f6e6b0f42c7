/** What the types of a generated client accept and refuse, and the sentence in which they do it. */
import { join } from "node:path";
import { Project, ts } from "ts-morph";
import { expect, test } from "vitest";
import { compilerOptions } from "../../src/codegen/1-check/compiler-options.js";
import { clientText } from "../../src/codegen/client/client.js";
import { MANIFEST_VERSION, type ManifestRule, type ManifestSet } from "../../src/manifest/index.js";

const folder = join(import.meta.dirname, "client");
const runtime = join(import.meta.dirname, "../../src/runtime/index.ts");

const rule = (name: string): ManifestRule => ({
  name,
  action: "drop",
  statement: null,
  at: { file: "rules/edge.ts", line: 1, column: 1 },
  slot: 0,
});
const set = (name: string, type: ManifestSet["type"]): ManifestSet => ({
  name,
  type,
  capacity: 10,
  timeout: null,
  map: `set_${name}`,
  elements: 0,
});

const ACCEPTED = `
  import * as edge from "./client.js";
  const fw = await edge.attach("eth0", { mode: "native", monitor: true });
  declare const text: string, port: number;
  await fw.sets.bans.add("203.0.113.9", { for: "10m" });
  await fw.sets.bans.add(["203.0.113.9", "10.0.0.0/8", text]);
  await fw.sets.bans.delete(text);
  await fw.sets.bans.replace(["203.0.113.9"], { for: 60 });
  await fw.sets.bans.replace(new Set([text]));
  await fw.sets.six.add("2001:db8::/32");
  await fw.sets.ports.add([80, 443, port]);
  await fw.sets.pairs.add([["192.0.2.1", 80], "192.0.2.2 443"]);
  await fw.sets.macs.has("02:42:ac:14:00:0b");
  const packets: bigint = fw.counters.ssh.packets + fw.counters["dns flood"].bytes + fw.policy.read().packets;
  for await (const { bytes, rule, missed } of fw.drops({ rule: "dns flood", rate: 10 })) {
    const name: "ssh" | "dns flood" | undefined = rule?.name;
    console.log(bytes, name, missed);
  }
  await edge.attach("eth0", { confirm: "60s", allowLockout: true });
  await fw.confirm();
  const next: edge.Edge = await fw.replace(edge, { fresh: true });
  const same: edge.Edge = await next.replace("generated/edge/xdp.o");
  await edge.open("eth0", { netns: "b" }).detach();
  console.log(packets, same.mode);
`;

/** A statement, and what the compiler says of it. */
const REFUSED: readonly (readonly [string, string])[] = [
  [
    'fw.sets.bans.add("203.0.113.300")',
    '"203.0.113.300" is not an IPv4 address: it is not four decimal numbers from 0 to 255',
  ],
  [
    'fw.sets.bans.add("10.0.0.0/33")',
    '"10.0.0.0/33" is not an IPv4 prefix: its length is a number from 0 to 32',
  ],
  [
    'fw.sets.bans.add(["203.0.113.9", "x"])',
    '"x" is not an IPv4 address: it is not four decimal numbers from 0 to 255',
  ],
  ["fw.sets.bans.add(80)", "a live set of type ipv4 takes text, not a number"],
  ["fw.sets.bans.delete([80])", "Type 'number' is not assignable to type 'string'."],
  ['fw.sets.bans.has("::1")', '"::1" is not an IPv4 address: it is not four decimal numbers from 0 to 255'],
  ["fw.sets.bans.replace([80])", "Type 'number' is not assignable to type 'string'."],
  ['fw.sets.six.add("192.0.2.1")', '"192.0.2.1" is not an IPv6 address'],
  ['fw.sets.ports.add("02:42:ac:14:00:0b")', "a live set of type port takes numbers, not text"],
  ["fw.sets.ports.add(65536)", "65536 is out of range for a port: 0 to 65535"],
  ['fw.sets.pairs.add([["192.0.2.1", "80"]])', "a live set of type tcp-port takes numbers, not text"],
  [
    'fw.sets.bans.add("203.0.113.9", { for: "soon" })',
    "Type '\"soon\"' is not assignable to type 'Duration | undefined'.",
  ],
  ["fw.sets.ban.size", "Property 'ban' does not exist on type 'Sets'. Did you mean 'bans'?"],
  ["fw.counters.shh.packets", "Property 'shh' does not exist on type 'Counters'."],
  [
    'fw.drops({ rule: "shh" })',
    `Type '"shh"' is not assignable to type 'keyof Counters | "(policy)" | undefined'.`,
  ],
  [
    'edge.attach("eth0", { confirm: "soon" })',
    "Type '\"soon\"' is not assignable to type 'Duration | undefined'.",
  ],
  ['edge.attach("eth0", { mode: "fast" })', "Type '\"fast\"' is not assignable to type"],
];

const client = clientText({
  xdpgen: MANIFEST_VERSION,
  name: "edge",
  version: "0.0.0",
  source: { file: "rules/edge.ts", sha256: "00" },
  policy: { action: "pass", slot: 0 },
  rules: [rule("ssh"), rule("dns flood")],
  sets: [
    set("bans", ["ipv4"]),
    set("six", ["ipv6"]),
    set("ports", ["port"]),
    set("macs", ["mac"]),
    set("pairs", ["ipv4", "tcp-port"]),
  ],
  limiters: [],
});

const project = new Project({
  skipAddingFilesFromTsConfig: true,
  compilerOptions: {
    ...compilerOptions(true),
    noUnusedLocals: true,
    paths: { "xdpgen/runtime": [runtime] },
  },
});
project.createSourceFile(join(folder, "client.ts"), client);

/** What the compiler says of a file beside the client: a message a line. */
function said(name: string, text: string): Map<number, string> {
  const file = project.createSourceFile(join(folder, name), text);
  return new Map(
    file
      .getPreEmitDiagnostics()
      .map((d) => [d.getLineNumber()!, ts.flattenDiagnosticMessageText(d.compilerObject.messageText, "\n")]),
  );
}

test("the client itself is right, by the strictest settings", () => {
  expect(
    project
      .getSourceFileOrThrow("client.ts")
      .getPreEmitDiagnostics()
      .map((d) => d.getMessageText()),
  ).toEqual([]);
});

test("what is right compiles", () => {
  expect([...said("accepted.ts", ACCEPTED)]).toEqual([]);
});

const wrong = said(
  "rejected.ts",
  [
    'import * as edge from "./client.js"; const fw = edge.open("eth0");',
    ...REFUSED.map(([line]) => `void ${line};`),
  ].join("\n"),
);

test.each(REFUSED.map(([line, sentence], i) => [i + 2, line, sentence] as const))(
  "line %i: %s",
  (line, _, sentence) => {
    expect(wrong.get(line)?.replaceAll('\\"', '"')).toContain(sentence);
  },
);
