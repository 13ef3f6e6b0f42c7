/** A predicate that the verifier refuses: the message names the rule, wherever the code stands that is to blame. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../../src/codegen/7-compile/index.js";
import { generate } from "../../../src/codegen/index.js";
import { DiagnosticError, type Diagnostic } from "../../../src/diagnostics/index.js";
import { loadObject } from "../../../src/kernel/object.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const HELPERS = `import type { Packet } from "xdpgen";

export const elsewhere = (p: Packet) => p.payload.u16(6) > 9000;
`;

const RULES = `import { drop, pass, type Packet } from "xdpgen";
import { elsewhere } from "./helpers.js";

const above = (p: Packet) => p.payload.u16(2) > 9000;

export default [
  drop("first").when((p) => p.ipv4.ttl % 7 === 3),
  drop("with lines").when((p) => {
    if (p.ipv4.ttl < 5) return false;
    return p.payload.u16(4) > 9000;
  }),
  drop("with a function above").when((p) => p.ipv4.ttl > 3 && above(p)),
  pass("between").when((p) => p.tcp.dport % 7 === 3),
  drop("with a function of another file").when((p) => p.ipv4.ttl > 3 && elsewhere(p)),
  pass("last").when((p) => p.tcp.sport % 7 === 3 && p.payload.u8(8) === 0),
];
`;

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("a refused predicate"), () => {
  const folder = mkdtempSync(join(tmpdir(), "xdpgen-refused-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "helpers.ts"), HELPERS);
  writeFileSync(join(folder, "rules.ts"), RULES);

  /** What the loader says of the program whose C was changed. */
  async function complaintAbout(...changes: readonly [find: string, replace: string][]): Promise<Diagnostic> {
    const { source } = await generate(join(folder, "rules.ts"));
    let { text } = source;
    for (const [find, replace] of changes) {
      expect(text.split(find).length, `${find} stands in the C once`).toBe(2);
      text = text.replace(find, () => replace);
    }
    const files = { "rules.ts": RULES, "helpers.ts": HELPERS };
    const sources = Object.entries(files).map(([file, content]) => ({ file, text: content }));
    const { object, manifest } = await compile({ ...source, text }, sources);
    try {
      loadObject({ path: join(folder, "xdp.o"), bytes: object, manifest }).close();
    } catch (error) {
      if (error instanceof DiagnosticError) return error.diagnostics[0]!;
      throw error;
    }
    throw new Error("the kernel took it");
  }

  test.each([
    ["with lines", 8, 4],
    ["with a function above", 12, 2],
    ["with a function of another file", 14, 6],
  ])("%s is named by its own line", async (name, line, offset) => {
    const load = `payload_u16(ctx, p->payload, ${offset})`;
    // Without a look at where the frame ends.
    const unchecked = `load_u16((void *)(long)ctx->data + p->payload, ${offset})`;
    const diagnostic = await complaintAbout([load, unchecked]);
    expect(diagnostic).toMatchObject({ code: "XG505", span: { file: "rules.ts", line, column: 3 } });
    expect(diagnostic.message).toContain(`at rule "${name}"`);
  });

  test("so is one whose code stands in a header of xdpgen's", async () => {
    const [load, include] = ["payload_u16(ctx, p->payload, 4)", "#include <xdpgen/payload.h>\n"];
    const unchecked = `${include}#line 70 "include/xdpgen/payload.h"
static __always_inline __s64 unchecked_u16(struct xdp_md *ctx, __u64 at) { return load_u16((void *)(long)ctx->data + at, 4); }
`;
    const diagnostic = await complaintAbout([include, unchecked], [load, "unchecked_u16(ctx, p->payload)"]);
    expect(diagnostic).toMatchObject({ code: "XG505", span: { file: "rules.ts", line: 8, column: 3 } });
  });
});
