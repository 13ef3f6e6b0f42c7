const DASH = 0x2d;

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09;

/** Where the second end of `first-last` begins, when the first one ends at `at`; blanks may stand around the dash. -1 when there is no dash. */
export function afterDash(bytes: Uint8Array, at: number, to: number): number {
  while (at < to && isBlank(bytes[at])) at++;
  if (at >= to || bytes[at] !== DASH) return -1;
  at++;
  while (at < to && isBlank(bytes[at])) at++;
  return at;
}
