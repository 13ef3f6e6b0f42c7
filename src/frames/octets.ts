/** The low `size` bytes of `value`, most significant first. */
export function octets(value: number | bigint, size: number): number[] {
  return Array.from({ length: size }, (_, index) =>
    Number((BigInt(value) >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
}
