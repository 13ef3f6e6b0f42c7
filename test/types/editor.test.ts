/** What an editor shows: completion, documentation, and the way to a field's row. */
import { join } from "node:path";
import { Project, type ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { FIELD_NAMES, PROTOCOL_NAMES } from "../../src/packet/index.js";
import { compilerOptions } from "../../src/codegen/1-check/compiler-options.js";

const path = join(import.meta.dirname, "in-editor.ts");
const text = [
  'import { drop } from "xdpgen";',
  "drop().ipv4Src;",
  'drop().icmpType("");',
  "drop().tcpFlags({ });",
].join("\n");
const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: compilerOptions(false) });
project.createSourceFile(path, text);
const service: ts.LanguageService = project.getLanguageService().compilerObject;
const after = (piece: string) => text.indexOf(piece) + piece.length;

const LIVE_METHODS = ["pair", "sample", "flowSample", "over", "thenBan", "monitor", "when"];

test("completion offers every field, protocol and live method, and nothing of the builder's own", () => {
  const names = service
    .getCompletionsAtPosition(path, after("\ndrop()."), {})!
    .entries.map((entry) => entry.name);
  expect(names.sort()).toEqual([...FIELD_NAMES, ...PROTOCOL_NAMES, ...LIVE_METHODS].sort());
});

test("completion offers the names that a field knows", () => {
  const names = service
    .getCompletionsAtPosition(path, after('icmpType("'), {})!
    .entries.map((entry) => entry.name);
  expect(names).toContain("echo-request");
});

test("completion offers flags", () => {
  const names = service
    .getCompletionsAtPosition(path, after("tcpFlags({ "), {})!
    .entries.map((entry) => entry.name);
  expect(names).toEqual(expect.arrayContaining(["syn", "ack", "any", "exact"]));
});

describe("documentation", () => {
  const documentationOf = (name: string) => {
    const details = service.getCompletionEntryDetails(
      path,
      after("\ndrop()."),
      name,
      {},
      undefined,
      {},
      undefined,
    );
    return (details?.documentation ?? []).map((part) => part.text).join("");
  };

  test.each([...FIELD_NAMES, ...PROTOCOL_NAMES])("%s has some", (name) => {
    expect(documentationOf(name).length).toBeGreaterThan(20);
  });

  test.each(FIELD_NAMES)("%s shows an example of itself", (name) => {
    expect(documentationOf(name)).toContain(`.${name}(`);
  });
});

test("the definition of a method is its row", () => {
  const [definition] = service.getDefinitionAtPosition(path, after("drop().ipv4S")) ?? [];
  expect(definition!.fileName).toMatch(/packet\/protocols\/ipv4\.ts$/);
});
