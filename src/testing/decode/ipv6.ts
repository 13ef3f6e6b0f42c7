import { FRAGMENTS, IPV6_EXTENSIONS } from "../../packet/index.js";
import { byte, has, word } from "./bytes.js";
import { stopped, type Flaw, type IpPayload, type NetworkFinding } from "./finding.js";

const FIXED_SIZE = 40;
const MAX_EXTENSIONS = 8;

interface ExtensionRow {
  /** Its bit in `ipv6Extension`. */
  readonly bit: number;
  /** Its size in bytes, from its length byte. */
  readonly size: (length: number) => number;
}

const inEights = (length: number) => (length + 1) * 8;

/** The extension headers that are walked, by number. */
const EXTENSIONS: ReadonlyMap<number, ExtensionRow> = new Map<number, ExtensionRow>([
  [0, { bit: IPV6_EXTENSIONS["hop-by-hop"], size: inEights }],
  [43, { bit: IPV6_EXTENSIONS.routing, size: inEights }],
  [44, { bit: IPV6_EXTENSIONS.fragment, size: () => 8 }],
  [51, { bit: IPV6_EXTENSIONS.ah, size: (length) => (length + 2) * 4 }],
  [60, { bit: IPV6_EXTENSIONS.destination, size: inEights }],
]);
const FRAGMENT_HEADER = 44;

/** Reads the IPv6 header (RFC 8200) that begins at byte `start`, and the chain behind it. Payload length is not believed. */
export function findIpv6(frame: Uint8Array, start: number): NetworkFinding {
  if (!has(frame, start, FIXED_SIZE)) return { finding: stopped("cut-ipv6") };
  if (byte(frame, start) >> 4 !== 6) return { finding: stopped("bad-ipv6") };

  const { extensions, fragment, payload, flaw } = walk(frame, byte(frame, start + 6), start + FIXED_SIZE);
  return {
    finding: {
      headers: { ipv6: start },
      protocols: ["ipv6"],
      derived: {
        ipv6Extension: BigInt(extensions),
        fragment: BigInt(fragment),
        ...(payload === undefined ? {} : { l4Protocol: BigInt(payload.protocol) }),
      },
      ...(flaw === undefined ? {} : { flaw }),
    },
    ...(payload === undefined ? {} : { payload }),
  };
}

interface Chain {
  /** The headers that were met, as bits of `IPV6_EXTENSIONS`. */
  readonly extensions: number;
  /** A value of `FRAGMENTS`. */
  readonly fragment: number;
  /** What stands behind the chain, unless the walk could not be finished: then `flaw` says why. */
  readonly payload?: IpPayload;
  readonly flaw?: Flaw;
}

/** Walks the chain of extension headers; `next` is the number of the first header, `at` the byte where it begins. */
function walk(frame: Uint8Array, next: number, at: number): Chain {
  let extensions = 0;
  let fragment: number = FRAGMENTS.none;
  for (let walked = 0; ; walked++) {
    const extension = EXTENSIONS.get(next);
    if (extension === undefined)
      return { extensions, fragment, payload: { family: "ipv6", protocol: next, start: at, behind: at } };
    if (walked === MAX_EXTENSIONS) return { extensions, fragment, flaw: "ninth-extension" };
    extensions |= extension.bit;

    if (!has(frame, at, 2)) return { extensions, fragment, flaw: "cut-extension" };
    const size = extension.size(byte(frame, at + 1));
    if (!has(frame, at, size)) return { extensions, fragment, flaw: "cut-extension" };

    const following = byte(frame, at);
    if (next === FRAGMENT_HEADER) {
      const found = fragmentOf(word(frame, at + 2));
      fragment = Math.max(fragment, FRAGMENTS[found]);
      if (found === "later")
        return { extensions, fragment, payload: { family: "ipv6", protocol: following, behind: at + size } };
    }
    next = following;
    at += size;
  }
}

/** From the word of offset (13 bits), reserved bits (2) and M flag (RFC 8200 section 4.5). */
function fragmentOf(offsetAndFlags: number): keyof typeof FRAGMENTS {
  if (offsetAndFlags >> 3 !== 0) return "later";
  return (offsetAndFlags & 1) !== 0 ? "first" : "none";
}
