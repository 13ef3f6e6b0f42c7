import fc from "fast-check";
import { FIELD_NAMES, fieldRow, type HeaderName } from "../../src/packet/index.js";
import { assemble, ethernet, raw, vlan } from "../../src/testing/frames.js";
import { writeBits } from "../../src/frames/fields.js";
import { valuesOf } from "../../src/testing/samples/operators.js";
import { networks } from "./network-stacks.js";
import { mostly, onceIn } from "./odds.js";
import type { Part } from "./part.js";

const etherTypes = fc.constantFrom(0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x9100, 0x88cc, 0x05dc, 38, 0);

const link = onceIn(12, etherTypes).map((type): Part => ({
  layer: ethernet(type === undefined ? {} : { type }),
  header: "ethernet",
}));

const tag = fc
  .record({ tpid: mostly(0x8100, 0x88a8, 0x88a8, 0x88a8, 0x9100), type: onceIn(12, etherTypes) })
  .map(({ tpid, type }): Part => ({
    layer: vlan(type === undefined ? { tpid } : { tpid, type }),
    header: "vlan",
  }));

const tags = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(tag, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(tag, { minLength: 3, maxLength: 4 }) },
);

/** Few bytes, and sometimes as many as fit the longest frame that the kernel can be given. */
const payload = fc
  .tuple(fc.oneof({ weight: 6, arbitrary: fc.nat(64) }, { weight: 1, arbitrary: fc.nat(3500) }), fc.nat(255))
  .map(([size, byte]): Part => ({ layer: raw(new Uint8Array(size).fill(byte)) }));

/** Fields that are set, by indices into what there is to choose from. */
const settings = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 6 });

/** Frames of layers that may stand on each other or may not, that say the truth about each other or do not. */
export const stacks: fc.Arbitrary<Uint8Array> = fc
  .tuple(link, tags, networks, payload, settings)
  .map(([first, between, above, last, chosen]) => {
    const parts = [first, ...between, ...above, last];
    const { bytes, starts } = assemble(parts.map(({ layer }) => layer));
    const headers = parts.flatMap(({ header }, i) =>
      header === undefined ? [] : [{ header, at: starts[i]! }],
    );
    for (const [which, field, value] of chosen) {
      const { header, at } = headers[which % headers.length]!;
      set(bytes, at, header, field, value);
    }
    return bytes;
  });

/** The fields that lie in headers, and the values that matter to each of them: those of its names among them. */
const SETTABLE = FIELD_NAMES.flatMap((name) => {
  const { location, protocol, bits, type } = fieldRow(name);
  if (location.kind !== "header") return [];
  const names = Object.values<number>(type.names ?? {}).map(BigInt);
  return [{ protocol, location, bits, values: [...valuesOf(name), ...names] }];
});

function set(bytes: Uint8Array, at: number, header: HeaderName, field: number, value: number): void {
  const fields = SETTABLE.filter(({ protocol }) => protocol === header);
  const { location, bits, values } = fields[field % fields.length]!;
  writeBits(bytes, at, location, bits, values[value % values.length]!);
}
