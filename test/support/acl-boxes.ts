import type { Box } from "../../src/codegen/5-plan/classifiers/index.js";
import type { Values } from "../../src/codegen/5-plan/values.js";
import { decisionOf } from "../../src/codegen/decision.js";
import type { FieldName } from "../../src/packet/index.js";
import { createRandom, type Random } from "./random-numbers.js";

/** Ports that lists of rules are full of. */
export const COMMON_PORTS = [
  80, 443, 53, 22, 25, 110, 143, 993, 995, 21, 23, 3306, 5432, 8080, 8443, 123, 161, 389, 636, 1433, 1521,
  3389, 5060, 6379, 11211, 27017, 5900, 137, 139, 445,
] as const;

/** Intervals of a field of at most 32 bits. */
export const interval = (first: number, last: number): Values => ({
  kind: "narrow",
  firsts: Uint32Array.of(first),
  lasts: Uint32Array.of(last),
});

/** How often, of a hundred, a prefix has some length. */
const LENGTHS = [
  [4, 16],
  [6, 20],
  [4, 22],
  [26, 24],
  [8, 26],
  [8, 28],
  [6, 30],
  [38, 32],
] as const;

function lengthOf(random: Random): number {
  let place = random(100);
  for (const [share, length] of LENGTHS) {
    if (place < share) return length;
    place -= share;
  }
  return 32;
}

/**
 * Rules of addresses, protocol and ports as access lists have them: nested prefixes of some networks, 25 % with any source, 12 % with
 * any destination; of TCP and UDP 60 % with one destination port, 12 % with the high ones, 10 % with a range, 5 % with a source
 * range. One in five passes, the others drop.
 */
export function aclBoxes(count: number, seed: number): readonly Box[] {
  const random = createRandom(seed);
  const networks = Array.from(
    { length: Math.max(4, Math.ceil(count / 20)) },
    () => (random(2 ** 16) << 16) | 0,
  );
  const prefix = (any: number): Values | undefined => {
    if (random(100) < any) return undefined;
    const length = lengthOf(random);
    const size = 2 ** (32 - length);
    const first = Math.floor(((networks[random(networks.length)]! >>> 0) + random(2 ** 16)) / size) * size;
    return interval(first, first + size - 1);
  };
  return Array.from({ length: count }, (_, slot): Box => {
    const fields = new Map<FieldName, Values>();
    const ask = (field: FieldName, values: Values | undefined) =>
      values !== undefined && fields.set(field, values);
    while (fields.size === 0) {
      ask("ipv4Src", prefix(25));
      ask("ipv4Dst", prefix(12));
    }
    const place = random(100);
    const protocol = place < 68 ? 6 : place < 90 ? 17 : place < 93 ? 1 : undefined;
    if (protocol !== undefined) ask("l4Protocol", interval(protocol, protocol));
    if (protocol === 6 || protocol === 17) {
      if (random(100) < 5) ask("sport", interval(1024, 65_535));
      ask("dport", portsOf(random));
    }
    return { label: decisionOf(slot, random(5) === 0 ? 2 : 1), presence: ["ipv4"], fields };
  });
}

function portsOf(random: Random): Values | undefined {
  const place = random(100);
  if (place < 60) {
    const port = COMMON_PORTS[random(COMMON_PORTS.length)]!;
    return interval(port, port);
  }
  if (place < 72) return interval(1024, 65_535);
  if (place >= 82) return undefined;
  const first = random(60_000);
  return interval(first, first + random(500));
}
