/** Same rules, same tools, same bytes: wherever the project lies, wherever the output goes. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../../../src/codegen/index.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-reproducible-"));
afterAll(() => rmSync(folder, { recursive: true }));

const golden = join(import.meta.dirname, "../../golden/web-server/rules.ts");

function project(name: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "rules"), { recursive: true });
  writeFileSync(join(root, "package.json"), "{}");
  cpSync(golden, join(root, "rules/web.ts"));
  return join(root, "rules/web.ts");
}

test("two builds in two folders are equal to the byte", async () => {
  const first = await build(project("here"));
  const second = await build(project("some/where else/entirely"));
  expect(second.object.text).toBe(first.object.text);
  expect(Buffer.from(second.object.object).equals(Buffer.from(first.object.object))).toBe(true);
  expect(second.object.manifest).toEqual(first.object.manifest);
});

test("the object names the user's lines and no path of this machine", async () => {
  const { object } = await build(project("paths"));
  const text = Buffer.from(object.object).toString("latin1");
  expect(text).toContain("rules/web.ts");
  expect(text).toContain('pass("web").tcpDport(80, 443)');
  expect(text).not.toContain(folder);
  expect(text).not.toContain(process.cwd());
  expect(text).not.toContain(tmpdir() + "/");
});
