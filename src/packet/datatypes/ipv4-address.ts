import { cidr } from "./cidr.js";

/** Parses four decimal parts without leading zeros; returns the address or why it is none. */
export function parseIpv4(text: string): bigint | string {
  const parts = text.split(".");
  if (parts.length !== 4) return parts.length === 1 ? "there are no dots" : `it has ${parts.length} parts`;
  let address = 0n;
  for (const part of parts) {
    if (part === "") return "a part is empty";
    if (!/^\d+$/.test(part)) return `"${part}" is not a decimal number`;
    if (part.length > 1 && part.startsWith("0"))
      return `"${part}" has a leading zero, which some tools read as octal`;
    if (part.length > 3 || Number(part) > 255) return `${part} is more than 255`;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

/** `192.0.2.1` */
export function formatIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
}

/** An IPv4 address or a CIDR prefix, strictly spelt (docs/semantics.md, "Values"). 32 bits, host order. */
export const ipv4Address = cidr({
  name: "ipv4-address",
  expected: "an IPv4 address or prefix in quotes",
  bits: 32,
  code: "XG201",
  parse: parseIpv4,
  format: formatIpv4,
});
