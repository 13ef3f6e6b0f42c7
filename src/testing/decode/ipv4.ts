import { FRAGMENTS } from "../../packet/index.js";
import { byte, has, word } from "./bytes.js";
import { stopped, type NetworkFinding } from "./finding.js";

const MIN_SIZE = 20;
const MORE_FRAGMENTS = 0x2000;
const OFFSET = 0x1fff;

/** Reads the IPv4 header (RFC 791) that begins at byte `start`. Total length and checksum are not believed. */
export function findIpv4(frame: Uint8Array, start: number): NetworkFinding {
  if (!has(frame, start, MIN_SIZE)) return { finding: stopped("cut-ipv4") };
  const version = byte(frame, start) >> 4;
  const size = (byte(frame, start) & 0x0f) * 4;
  if (version !== 4 || size < MIN_SIZE) return { finding: stopped("bad-ipv4") };
  if (!has(frame, start, size)) return { finding: stopped("cut-ipv4") };

  const fragment = fragmentOf(word(frame, start + 6));
  const protocol = byte(frame, start + 9);
  return {
    finding: {
      headers: { ipv4: start },
      protocols: ["ipv4"],
      derived: { l4Protocol: BigInt(protocol), fragment: BigInt(FRAGMENTS[fragment]) },
    },
    payload: {
      family: "ipv4",
      protocol,
      behind: start + size,
      ...(fragment === "later" ? {} : { start: start + size }),
    },
  };
}

/** From the word of flags and offset; DF and the reserved bit make no fragment. */
function fragmentOf(flagsAndOffset: number): keyof typeof FRAGMENTS {
  if ((flagsAndOffset & OFFSET) !== 0) return "later";
  return (flagsAndOffset & MORE_FRAGMENTS) !== 0 ? "first" : "none";
}
