/**
 * The Internet checksum of RFC 1071: the one's complement of the sum of 16-bit words, in host order; an odd last byte
 * counts as the upper half of a word. `initial` is a sum to begin with, such as that of a pseudo-header.
 */
export function internetChecksum(bytes: Uint8Array, initial = 0): number {
  let sum = initial + wordSum(bytes);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** The sum of the 16-bit words in network byte order, carries kept. */
export function wordSum(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, index) => sum + (index % 2 === 0 ? byte << 8 : byte), 0);
}

const CASTAGNOLI_REVERSED = 0x82f63b78;

/** CRC-32C, the checksum of SCTP: RFC 9260 appendix A, which sends its bytes least significant first. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (-(crc & 1) & CASTAGNOLI_REVERSED);
  }
  return ~crc >>> 0;
}
