import { show, type Datatype, type Parsed } from "../datatype.js";

const BITS = 32;

const refused = (literal: string, reason: string): Parsed => ({
  kind: "refused",
  code: "XG201",
  args: { literal, reason },
});

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

/** The prefix length after the slash, or why it is none. */
export function parsePrefixLength(text: string, bits: number): number | string {
  if (!/^(0|[1-9]\d*)$/.test(text)) return `"${text}" is not a prefix length`;
  if (text.length > 3 || Number(text) > bits) return `/${text} is longer than ${bits} bits`;
  return Number(text);
}

/** The addresses of `address`/`length`, and the first of them. */
export function prefixInterval(
  address: bigint,
  length: number,
  bits: number,
): { first: bigint; last: bigint } {
  const host = (1n << BigInt(bits - length)) - 1n;
  const first = address & ~host;
  return { first, last: first | host };
}

/** An IPv4 address or a CIDR prefix, strictly spelt (semantics: "Values"). 32 bits, host order. */
export const ipv4Address: Datatype<"ipv4-address"> = {
  name: "ipv4-address",
  expected: "an IPv4 address or prefix in quotes",
  ordered: true,
  parse(literal, field) {
    if (typeof literal !== "string") {
      return {
        kind: "refused",
        code: "XG206",
        args: { field, expected: this.expected, given: show(literal) },
      };
    }
    const [text = "", lengthText, ...more] = literal.split("/");
    if (more.length > 0) return refused(literal, "it has more than one /");
    const address = parseIpv4(text);
    if (typeof address === "string") return refused(literal, address);
    const length = lengthText === undefined ? BITS : parsePrefixLength(lengthText, BITS);
    if (typeof length === "string") return refused(literal, length);
    const interval = prefixInterval(address, length, BITS);
    if (interval.first !== address) {
      return {
        kind: "refused",
        code: "XG202",
        args: { literal, network: `${formatIpv4(interval.first)}/${length}` },
      };
    }
    return { kind: "interval", interval };
  },
  format: formatIpv4,
};
