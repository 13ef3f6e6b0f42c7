import type { PlannedVectors } from "../../src/codegen/bit-vectors.js";
import type { PlannedClassifier } from "../../src/codegen/classifier.js";
import { planVectors, type VectorsDraft } from "../../src/codegen/5-plan/bit-vectors/index.js";
import {
  planClassifiers,
  type Classification,
  type ClassLookups,
} from "../../src/codegen/5-plan/classifiers/index.js";
import { placeTables } from "../../src/codegen/5-plan/sections.js";
import { STRATEGIES } from "../../src/codegen/5-plan/strategies/index.js";
import { trie } from "../../src/codegen/5-plan/strategies/trie.js";
import type { Strategy } from "../../src/codegen/5-plan/strategies/strategy.js";
import { constantOf, memberOf, typeOf } from "../../src/codegen/6-emit/c-names.js";
import { classifierView } from "../../src/codegen/6-emit/classifier-view.js";
import { renderPartial } from "../../src/codegen/6-emit/render.js";
import { tableView } from "../../src/codegen/6-emit/table-view.js";
import { vectorsView } from "../../src/codegen/6-emit/vectors-view.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import type { Presence } from "../../src/codegen/presence.js";
import type { Table } from "../../src/codegen/table.js";
import { loadObject } from "../../src/kernel/object.js";
import { createRunner } from "../../src/kernel/prog-run.js";
import type { Manifest } from "../../src/manifest/index.js";
import { fieldRow, type FieldName } from "../../src/packet/index.js";

/** What a frame has: bits and values. A field that is not given holds any number. */
export interface Sample {
  readonly presence: ReadonlySet<Presence>;
  readonly values: ReadonlyMap<FieldName, bigint>;
}

/** The decision of a frame. */
export type DecisionOf = (sample: Sample) => number;

const MANIFEST: Manifest = {
  xdpgen: 1,
  name: "classifier",
  version: "0",
  source: { file: "classifier", sha256: "0" },
  policy: { action: "pass", slot: 0 },
  rules: [],
  sets: [],
  limiters: [],
};

type Map = Parameters<ClassLookups["estimate"]>[0];

/** Lookups, each by the best of some strategies, or of all, for values that lie in an interval; their functions and tables are collected. */
export function createClassLookups(
  strategies: readonly Strategy[] = [trie, ...Object.values<Strategy>(STRATEGIES)],
) {
  const texts: string[] = [];
  const tables: Table[] = [];
  const bestFor = (map: Map) => {
    const candidates = strategies.flatMap((strategy) => {
      const estimate = strategy.estimate(map);
      return estimate === undefined ? [] : [{ strategy, estimate }];
    });
    return candidates.sort((a, b) => a.estimate.hit - b.estimate.hit)[0];
  };
  const lookups: ClassLookups = {
    estimate: (map) => bestFor(map)!.estimate,
    add(field, map) {
      const { strategy } = bestFor(map)!;
      const name = `lookup_${texts.length}`;
      const built = strategy.build(map, name);
      tables.push(...built.tables);
      texts.push(renderPartial(strategy.name, { name, ...built.constants }));
      return { name, wide: fieldRow(field).bits > 64 };
    },
  };
  return { lookups, texts, tables };
}

type Collected = ReturnType<typeof createClassLookups>;

/** Where the fields lie in the frame. */
const HAS_AT = 16;
const DECISION_AT = 24;
const FIELDS_AT = 32;

/** What a program decides by. */
interface Deciding {
  readonly classifiers: readonly PlannedClassifier[];
  readonly vectors: readonly PlannedVectors[];
  readonly tables: readonly Table[];
}

/** The text of a program that takes fields out of the frame as they stand there, classifies, and writes the decision into it. */
export const classifierText = (classification: Classification, by: Collected) =>
  decidingText({ ...planClassifiers(classification, by.lookups), vectors: [] }, by);

function decidingText({ classifiers, vectors, tables }: Deciding, by: Collected) {
  const placed = placeTables([...by.tables, ...tables]);
  const deciding = [...classifiers, ...vectors];
  const fields = new Set<FieldName>();
  const bits = new Set<Presence>();
  for (const { classes, guard } of deciding) {
    for (const bit of [...guard, ...classes.flatMap(({ presence }) => presence)]) bits.add(bit);
    for (const { source } of classes) if (source.kind !== "presence") fields.add(source.field);
  }
  const places = new Map([...fields].map((field, i) => [field, FIELDS_AT + 16 * i]));
  const presence = [...bits];
  const load = (field: FieldName) =>
    `p.${memberOf(field)} = *(${typeOf(fieldRow(field).bits)} *)(data + ${places.get(field)!});`;
  const call = ({ name, guard }: (typeof deciding)[number]) =>
    `${guard.length === 0 ? "" : `if (has(p.has, ${guard.map(constantOf).join(" | ")})) `}decided = least(decided, ${name}(&p));`;
  const frameBytes = Math.max(64, FIELDS_AT + 16 * places.size);
  const text = `
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/hash.h>
#include <xdpgen/search.h>
#include <xdpgen/wide.h>
#include <xdpgen/classify.h>
#include <xdpgen/vectors.h>
char LICENSE[] SEC("license") = "GPL";
enum { ${presence.map((bit, i) => `${constantOf(bit)} = 1 << ${i},`).join(" ")} };
struct packet {
	__u32 has;
	__u32 length;
	${[...fields].map((field) => `${typeOf(fieldRow(field).bits)} ${memberOf(field)};`).join("\n	")}
};
${placed.map((table) => renderPartial("table", tableView(table))).join("\n")}
${by.texts.join("\n")}
${classifiers.map((classifier) => renderPartial("classifier", classifierView(classifier, false))).join("\n")}
${vectors.map((each) => renderPartial("vectors", vectorsView(each, placed))).join("\n")}
SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	struct packet p;
	__u64 decided;

	if (data + ${frameBytes} > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	/* Also what lies between the members: a 5.15 verifier wants all of it written before a function may read it. */
	__builtin_memset(&p, 0, sizeof(p));
	p.has = *(__u32 *)(data + ${HAS_AT});
	p.length = *(__u32 *)(data + ${HAS_AT + 4});
	${[...fields].map(load).join("\n	")}
	decided = forget(UNDECIDED, p.length);
	${deciding.map(call).join("\n	")}
	*(__u32 *)(data + ${DECISION_AT}) = decided;
	return XDP_PASS;
}
`;
  return { text, placed, places, presence, frameBytes };
}

type Act<T> = (decisionOf: DecisionOf, fd: number) => T | Promise<T>;

/** Makes a program that does nothing but classify, loads it, and unloads it after `act`. */
export const withClassifier = <T>(classification: Classification, by: Collected, act: Act<T>): Promise<T> =>
  withText(classifierText(classification, by), act);

/** The same for bit vectors. */
export function withVectors<T>(lists: readonly VectorsDraft[], by: Collected, act: Act<T>): Promise<T> {
  const planned = lists.map((list, i) => planVectors(list, `vectors_${i}`, by.lookups));
  const vectors = planned.map((each) => each.vectors);
  const tables = planned.flatMap((each) => each.tables);
  return withText(decidingText({ classifiers: [], vectors, tables }, by), act);
}

async function withText<T>(
  { text, placed, places, presence, frameBytes }: ReturnType<typeof decidingText>,
  act: Act<T>,
): Promise<T> {
  const { object: bytes } = await compile({ text, manifest: MANIFEST, tables: placed }, []);
  const program = loadObject({ path: "classifier/xdp.o", bytes, manifest: MANIFEST });
  try {
    const run = createRunner(program.fd);
    const frame = Buffer.alloc(frameBytes);
    return await act((sample) => {
      frame.fill(0xa5);
      const has = presence.reduce((sum, bit, i) => sum | (sample.presence.has(bit) ? 1 << i : 0), 0);
      frame.writeUInt32LE(has >>> 0, HAS_AT);
      for (const [field, place] of places) {
        const value = sample.values.get(field);
        if (value === undefined) continue;
        const isWide = fieldRow(field).bits > 64;
        // struct u128 has its upper half first.
        if (isWide) frame.writeBigUInt64LE(value >> 64n, place);
        frame.writeBigUInt64LE(BigInt.asUintN(64, value), isWide ? place + 8 : place);
      }
      const result = run(frame);
      if (result.action !== 2) throw new Error(`the program returned ${result.action}`);
      return Buffer.from(result.frame.buffer, result.frame.byteOffset).readUInt32LE(DECISION_AT);
    }, program.fd);
  } finally {
    program.close();
  }
}
