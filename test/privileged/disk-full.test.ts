/** A full disk: a build says so, leaves nothing half-written, and keeps what was built before. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { xdpgen } from "../support/cli.js";

const disk = mkdtempSync(join(tmpdir(), "xdpgen-disk-"));

beforeAll(() => {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "xdpgen-test", disk]);
});
afterAll(() => {
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

test("XG405: no space left", () => {
  const out = join(disk, "out");
  expect(xdpgen(["build", "rules/block-a.ts", "-o", out]).code).toBe(0);
  const before = readFileSync(join(out, "xdp.o"));
  expect(() => writeFileSync(join(disk, "filler"), Buffer.alloc(1 << 20))).toThrow("ENOSPC");

  const { code, stderr } = xdpgen(["build", "rules/hygiene.ts", "-o", out]);
  expect(code).toBe(3);
  expect(stderr).toContain("XG405");
  expect(stderr).toContain("no space left");
  expect(readdirSync(disk).sort()).toEqual(["filler", "out"]);
  expect(readFileSync(join(out, "xdp.o")).equals(before)).toBe(true);
});
