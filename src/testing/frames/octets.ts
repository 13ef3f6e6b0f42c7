import { parseIpv4, parseIpv6 } from "../../packet/index.js";

/** The low `size` bytes of `value`, most significant first. */
export function octets(value: number | bigint, size: number): number[] {
  return Array.from({ length: size }, (_, index) =>
    Number((BigInt(value) >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
}

/** The four bytes of `192.0.2.1`. A text that is no address is a TypeError. */
export function ipv4Octets(address: string): number[] {
  return addressOctets(address, parseIpv4(address), 4);
}

/** The sixteen bytes of `2001:db8::1`. A text that is no address is a TypeError. */
export function ipv6Octets(address: string): number[] {
  return addressOctets(address, parseIpv6(address), 16);
}

/** The six bytes of `02:42:ac:14:00:0b`. A text that is no address is a TypeError. */
export function macOctets(address: string): number[] {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(address))
    throw new TypeError(`"${address}" is not a MAC address`);
  return address.split(":").map((pair) => Number.parseInt(pair, 16));
}

function addressOctets(text: string, parsed: bigint | string, size: number): number[] {
  if (typeof parsed === "string") throw new TypeError(`"${text}" is not an address: ${parsed}`);
  return octets(parsed, size);
}
