import { placeTables } from "../../src/codegen/5-plan/sections.js";
import type { Strategy } from "../../src/codegen/5-plan/strategies/strategy.js";
import type { ValueMap } from "../../src/codegen/5-plan/value-map.js";
import { renderPartial } from "../../src/codegen/6-emit/render.js";
import { tableView } from "../../src/codegen/6-emit/table-view.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import { loadObject } from "../../src/kernel/object.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import type { Manifest } from "../../src/manifest/index.js";

/** A single lookup in the kernel: the label of any value. */
export type LabelOf = (value: bigint | number) => number;

const MANIFEST: Manifest = {
  xdpgen: 1,
  name: "lookup",
  version: "0",
  source: { file: "lookup", sha256: "0" },
  policy: { action: "pass", slot: 0 },
  rules: [],
  sets: [],
  limiters: [],
};

/** Where the value lies in the frame, its upper half first, and where the program writes the label. */
const AT = { hi: 16, lo: 24, label: 32 } as const;
const FRAME_BYTES = 64;

/** Has a strategy build a map, makes a program that does nothing but look up, loads it, and unloads it after `act`. */
export async function withLookup<T>(
  strategy: Strategy,
  map: ValueMap,
  act: (labelOf: LabelOf) => T | Promise<T>,
): Promise<T> {
  const { tables, constants } = strategy.build(map, "lookup");
  const placed = placeTables(tables);
  const argument = map.bits > 64 ? "&value" : "value.lo";
  const text = `
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/lookup.h>
#include <xdpgen/wide.h>
#include <xdpgen/hash.h>
#include <xdpgen/search.h>
char LICENSE[] SEC("license") = "GPL";
${placed.map((table) => renderPartial("table", tableView(table))).join("\n")}
${renderPartial(strategy.name, { name: "lookup", ...constants })}
SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	struct u128 value;

	if (data + ${FRAME_BYTES} > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	value.hi = *(__u64 *)(data + ${AT.hi});
	value.lo = *(__u64 *)(data + ${AT.lo});
	*(__u32 *)(data + ${AT.label}) = lookup(${argument});
	return XDP_PASS;
}
`;
  const { object: bytes } = await compile({ text, manifest: MANIFEST, tables: placed }, []);
  const program = loadObject({ path: "lookup/xdp.o", bytes, manifest: MANIFEST });
  try {
    const run = createRunner(program.fd);
    const frame = Buffer.alloc(FRAME_BYTES);
    return await act((value) => {
      const wide = BigInt(value);
      frame.writeBigUInt64LE(wide >> 64n, AT.hi);
      frame.writeBigUInt64LE(BigInt.asUintN(64, wide), AT.lo);
      const result = run(frame);
      if (result.action !== 2) throw new Error(`the program returned ${result.action}`);
      return Buffer.from(result.frame.buffer, result.frame.byteOffset).readUInt32LE(AT.label);
    });
  } finally {
    program.close();
  }
}
