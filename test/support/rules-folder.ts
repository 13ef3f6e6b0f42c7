import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for a test file's own rules files, which goes away with it; the function writes one and returns its path. */
export function rulesFolder(): (text: string, name?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "xdpgen-rules-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (text, name = "rules.ts") => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
}
