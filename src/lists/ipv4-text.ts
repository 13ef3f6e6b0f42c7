const [DOT, ZERO, NINE] = [0x2e, 0x30, 0x39];

/** What was read: the value, and where the text goes on. One object for a whole list, since an object a line would cost more than reading it. */
export interface Ipv4Cursor {
  address: number;
  end: number;
}

/**
 * Reads the IPv4 address that starts at `from`: four decimal parts of 0 to 255 without leading zeros, just as the datatype
 * wants them. False when there is none before `to`.
 */
export function readIpv4(bytes: Uint8Array, from: number, to: number, cursor: Ipv4Cursor): boolean {
  let at = from;
  let address = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0) {
      if (at >= to || bytes[at] !== DOT) return false;
      at++;
    }
    const start = at;
    let octet = 0;
    while (at < to && at - start < 4 && bytes[at]! >= ZERO && bytes[at]! <= NINE) {
      octet = octet * 10 + bytes[at]! - ZERO;
      at++;
    }
    if (at === start || octet > 255 || (at - start > 1 && bytes[start] === ZERO)) return false;
    address = address * 256 + octet;
  }
  cursor.address = address;
  cursor.end = at;
  return true;
}

/** The prefix length from `from` to `to`, or -1 when it is none or more than `most`. */
export function readLength(bytes: Uint8Array, from: number, to: number, most: number): number {
  if (to === from || to - from > 3 || (to - from > 1 && bytes[from] === ZERO)) return -1;
  let length = 0;
  for (let at = from; at < to; at++) {
    if (bytes[at]! < ZERO || bytes[at]! > NINE) return -1;
    length = length * 10 + bytes[at]! - ZERO;
  }
  return length <= most ? length : -1;
}
