/** Live sets of every type in the kernel, on real bytes: hits, misses, nested prefixes, deadlines, negation, absent fields, pairs. */
import { expect, test } from "vitest";
import { LIVE_TICK_SHIFT } from "../../../src/manifest/index.js";
import { hasPrefixes, maxOf, type FieldName, type LiveSetType } from "../../../src/packet/index.js";
import { decode } from "../../../src/testing/index.js";
import { ethernet, frame, ipv4, udp } from "../../../src/testing/frames.js";
import { fieldSamples, hostileFrames } from "../../../src/testing/samples.js";
import type { WrittenElement } from "../../support/live-writer.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { equals } from "../rules.js";
import { disagreements, inSet, liveProgram, withLiveProgram } from "./live-program.js";

/** A whole number of ticks: an element whose deadline is now is gone, and one that ends a nanosecond later is there. */
const NOW = 15_000n << LIVE_TICK_SHIFT;
const CONTEXT = { ingressIfindex: 1, rxQueue: 0, now: NOW };

/** Every type, and fields that are of it. */
const TYPES: readonly (readonly [LiveSetType, readonly FieldName[]])[] = [
  [["ipv4"], ["ipv4Src"]],
  [["ipv4"], ["arpTargetIp"]],
  [["ipv6"], ["ipv6Dst"]],
  [["mac"], ["etherSrc"]],
  [["port"], ["sport"]],
  [["tcp-port"], ["tcpDport"]],
  [["udp-port"], ["udpDport"]],
  [
    ["ipv4", "tcp-port"],
    ["ipv4Src", "tcpDport"],
  ],
  [
    ["ipv6", "udp-port"],
    ["ipv6Src", "udpDport"],
  ],
  [
    ["ipv4", "ipv4"],
    ["ipv4Dst", "ipv4Src"],
  ],
  [
    ["mac", "port"],
    ["etherDst", "dport"],
  ],
];

const samples = [
  ...hostileFrames(),
  ...TYPES.flatMap(([, fields]) => fields.flatMap((field) => fieldSamples(field))),
].filter(({ context }) => context === undefined);
const packets = samples.map(({ frame }) => decode(frame));

/** Deadlines in turn: for ever, in the past, in the future. */
const DEADLINES = [undefined, NOW - 1n, NOW + 1n, undefined, 2n, NOW + 10n ** 12n];

/** Two of three values that frames have, as elements; of addresses some as prefixes, long ones in short ones. */
function elementsFor(type: LiveSetType, fields: readonly FieldName[]): readonly WrittenElement[] {
  const found = new Map<string, readonly bigint[]>();
  for (const packet of packets) {
    const values = fields.flatMap((field) => packet.fields.get(field) ?? []);
    if (values.length === fields.length) found.set(values.join(), values);
  }
  expect(found.size).toBeGreaterThan(10);
  const whole = { ipv4: 32, ipv6: 128 };
  const bits = whole[type[0] as keyof typeof whole];
  const elements = [...found.values()].flatMap((values, i): WrittenElement[] => {
    if (i % 3 === 2) return [];
    const deadline = DEADLINES[i % DEADLINES.length];
    if (!hasPrefixes(type)) return [{ values, length: 0, deadline }];
    const lengths = [bits, ...(i % 4 === 0 ? [bits - 1, bits / 2 + (i % 16), 1 + (i % (bits - 1))] : [])];
    return lengths
      .filter((length) => length > 4)
      .map((length, nth) => ({
        values: values.map((value) => value & (maxOf(bits) ^ maxOf(bits - length))),
        length,
        deadline: DEADLINES[(i + nth) % DEADLINES.length],
      }));
  });
  return [...new Map(elements.map((e) => [`${e.values.join()}/${e.length}`, e])).values()];
}

const filled = TYPES.map(([type, fields]) => ({ type, fields, elements: elementsFor(type, fields) }));

/** A rule that is not final for each set, and one that asks the opposite: every frame asks all of them. */
const programFor = (capacity: number) =>
  liveProgram(
    filled.map(({ type }) => ({ type, capacity })),
    filled.flatMap(({ fields }, i) =>
      [false, true].map((negated) => ({
        statement: "monitor" as const,
        live: [inSet(`set${i}`, fields, negated)],
      })),
    ),
  );

// With less than 4,096 elements all lengths of prefixes are in the header, with more they are in rows.
test.skipIf(missingPrivilege() !== undefined).each([
  { capacity: 2000, active: 0, seed: 1 },
  { capacity: 50_000, active: 1, seed: 0xffff_ffff },
] as const)(
  kernelTitle("sets of $capacity elements are what the interpreter says, of every type"),
  async ({ capacity, ...placing }) => {
    const contents = Object.fromEntries(filled.map(({ elements }, i) => [`set${i}`, elements]));
    await withLiveProgram(
      programFor(capacity),
      contents,
      (judges) => {
        const frames = samples.map(({ frame, label }) => ({ frame, label, context: CONTEXT }));
        expect(disagreements(judges, frames)).toEqual([]);
        // Both of each pair of rules have counted something: neither is always true or never.
        const counted = new Set(
          frames.flatMap(({ frame, context }) => judges.kernel(frame, context).counted),
        );
        expect(counted.size).toBe(2 * filled.length);
      },
      placing,
    );
  },
  120_000,
);

/** Sets whose elements are whole addresses, as full as they may be; and so much fuller that every fourth is in the stash. */
const FULL = [
  [3000, 3000],
  [4, 9],
] as const;

test.skipIf(missingPrivilege() !== undefined).each(FULL)(
  kernelTitle(
    "a set for %i that is as full as it may be, with %i elements, has what is in it, and nothing else",
  ),
  async (capacity, count) => {
    const address = (n: number) => BigInt(0x0a00_0000 + n * 7);
    const elements = Array.from({ length: count }, (_, n) => ({ values: [address(n)], length: 32 }));
    const program = liveProgram([{ capacity }], [{ live: [inSet("set0", ["ipv4Src"])] }]);
    const [plain] = fieldSamples("ipv4Src");
    const frameOf = (value: bigint) => {
      const frame = Buffer.from(plain!.frame);
      frame.writeUInt32BE(Number(value), 26);
      return frame;
    };
    await withLiveProgram(program, { set0: elements }, ({ kernel }) => {
      for (let n = 0; n < count; n++) {
        expect(kernel(frameOf(address(n)), CONTEXT).action).toBe("drop");
        expect(kernel(frameOf(address(n) + 1n), CONTEXT).action).toBe("pass");
      }
    });
  },
  60_000,
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("forty rules that ask one set are what the interpreter says"),
  async () => {
    const ports = Array.from({ length: 40 }, (_, n) => 50 + n);
    const program = liveProgram(
      [{}],
      ports.map((port) => ({
        name: `port ${port}`,
        matches: [equals("dport", port)],
        live: [inSet("set0", ["ipv4Src"])],
      })),
    );
    const of = (src: string, dport: number) => frame(ethernet(), ipv4({ src }), udp({ dport }));
    const frames = ["192.0.2.1", "192.0.2.2"].flatMap((src) =>
      [49, ...ports, 90].map((port) => ({ frame: of(src, port), context: CONTEXT, label: `${src} ${port}` })),
    );
    const element = { values: [0xc000_0201n], length: 32 };
    await withLiveProgram(program, { set0: [element] }, (judges) => {
      expect(disagreements(judges, frames)).toEqual([]);
      const decided = frames.map(({ frame, context }) => judges.kernel(frame, context).rule);
      expect(new Set(decided).size).toBe(ports.length + 1);
    });
  },
);
