import type { FieldName } from "../packet/index.js";
import type { DecodedPacket } from "./decode.js";

const mix = (hash: number, lane: number): number => {
  const mixed = Math.imul(hash ^ lane, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

const finish = (hash: number): number => {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};

/** Lanes of 32 bits of each address, the highest first. */
const ADDRESSES = [
  { fields: ["ipv4Src", "ipv4Dst"], lanes: 1 },
  { fields: ["ipv6Src", "ipv6Dst"], lanes: 4 },
] as const satisfies readonly { fields: readonly FieldName[]; lanes: number }[];

/**
 * The number below 2^32 that all packets of a flow have: docs/semantics.md, "Samples". Undefined for a frame without IP, which is of no
 * flow.
 */
export function flowNumber({ fields }: DecodedPacket): number | undefined {
  const family = ADDRESSES.find((one) => one.fields.every((field) => fields.has(field)));
  if (family === undefined) return undefined;
  const addresses = family.fields.flatMap((field) =>
    Array.from({ length: family.lanes }, (_, i) => lane(fields.get(field)!, family.lanes - 1 - i)),
  );
  const known = (field: FieldName) => Number(fields.get(field) ?? 0n);
  const ports = (known("sport") << 16) | known("dport");
  return finish([...addresses, known("l4Protocol"), ports].reduce(mix, 0));
}

/** The 32 bits at a place, counted from the lowest. */
const lane = (value: bigint, place: number): number => Number((value >> BigInt(32 * place)) & 0xffff_ffffn);
