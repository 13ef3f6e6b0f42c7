import type { Parsed } from "../../../packet/index.js";
import type { ElementReader } from "../../../lists/element-reader.js";
import { addWide, type Elements } from "./elements.js";
import { HEX_DIGITS } from "../../../lists/ipv6-text.js";

const [COLON, DASH] = [0x3a, 0x2d];

/** How many characters `02:42:ac:14:00:0b` has. */
const LENGTH = 17;

/** Reads MAC addresses, `:` or `-` between the pairs. */
export function createMacReader(elements: Elements, parse: (text: string) => Parsed): ElementReader {
  return {
    faultOf(text) {
      const parsed = parse(text);
      if (parsed.kind !== "refused") throw new Error(`a MAC address was not read: ${text}`);
      return parsed;
    },
    take(bytes, from, to) {
      const separator = bytes[from + 2];
      if (to - from !== LENGTH || (separator !== COLON && separator !== DASH)) return false;
      let address = 0;
      for (let at = from; at < to; at += 3) {
        const high = HEX_DIGITS[bytes[at]!]!;
        const low = HEX_DIGITS[bytes[at + 1]!]!;
        if (high > 15 || low > 15 || (at + 2 < to && bytes[at + 2] !== separator)) return false;
        // 48 bits: more than the operators of bits can hold, and less than a number can.
        address = address * 256 + high * 16 + low;
      }
      addWide(elements, BigInt(address), BigInt(address));
      return true;
    },
  };
}
