import type { Box } from "../../src/codegen/5-plan/classifiers/index.js";
import type { Values } from "../../src/codegen/5-plan/values.js";
import type { FieldName } from "../../src/packet/index.js";
import { interval } from "./acl-boxes.js";

/** The numbers of an address, of four decimal parts. */
const numberOf = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

/**
 * The rule of a line `@source/len destination/len low : high low : high protocol/mask` of ClassBench, known by its place among the lines.
 * Ports other than all are those of TCP and UDP; none when the protocol has none.
 */
export function boxOfLine(line: string, place: number): readonly Box[] {
  const [src, dst, sportLow, , sportHigh, dportLow, , dportHigh, protocol] = line
    .replace("@", "")
    .split(/\s+/);
  const fields = new Map<FieldName, Values>();
  const network = (field: FieldName, text: string) => {
    const [address, length] = text.split("/");
    const size = 2 ** (32 - Number(length));
    const first = Math.floor(numberOf(address!) / size) * size;
    if (size < 2 ** 32) fields.set(field, interval(first, first + size - 1));
  };
  network("ipv4Src", src!);
  network("ipv4Dst", dst!);
  const [number, mask] = protocol!.split("/").map(Number);
  if (mask !== 0) fields.set("l4Protocol", interval(number!, number!));
  const ports = (field: FieldName, low: string, high: string) => {
    if (Number(low) > 0 || Number(high) < 65_535) fields.set(field, interval(Number(low), Number(high)));
  };
  ports("sport", sportLow!, sportHigh!);
  ports("dport", dportLow!, dportHigh!);
  const hasPorts = fields.has("sport") || fields.has("dport");
  if (hasPorts && mask !== 0 && number !== 6 && number !== 17) return [];
  return [{ label: place, presence: ["ipv4"], fields }];
}
