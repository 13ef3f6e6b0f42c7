import { nearest } from "../../util/text.js";
import { show, type BitTest, type Datatype, type Parsed } from "../datatype.js";
import { unknownName } from "./unknown-name.js";

/** The flag bits of byte 13 of the TCP header, RFC 9293 section 3.1. */
export const TCP_FLAGS = {
  fin: 0x01,
  syn: 0x02,
  rst: 0x04,
  psh: 0x08,
  ack: 0x10,
  urg: 0x20,
  ece: 0x40,
  cwr: 0x80,
} as const;

/** fin, syn, rst, psh, ack, urg, ece or cwr. */
export type TcpFlagName = keyof typeof TCP_FLAGS;

/** The extension headers that the parser walks, as bits; IANA's numbers beside them. */
export const IPV6_EXTENSIONS = {
  "hop-by-hop": 0x01, // 0, RFC 8200 section 4.3
  routing: 0x02, // 43, RFC 8200 section 4.4
  fragment: 0x04, // 44, RFC 8200 section 4.5
  destination: 0x08, // 60, RFC 8200 section 4.6
  ah: 0x10, // 51, RFC 4302
} as const;

const ALL_TCP_FLAGS = 0xffn;

const bits = (mask: bigint, value: bigint): Parsed => ({ kind: "bits", tests: [{ mask, value }] });

const reject = (reason: string): Parsed => ({ kind: "refused", code: "XG217", args: { reason } });

function flagBits(names: unknown): bigint | string {
  if (!Array.isArray(names)) return `the names of flags stand in an array, not in ${show(names)}`;
  let mask = 0n;
  for (const name of names as unknown[]) {
    const bit = typeof name === "string" ? tcpFlag(name) : undefined;
    if (bit === undefined) return unknownFlag(String(name));
    mask |= bit;
  }
  return mask;
}

const tcpFlag = (name: string) =>
  Object.hasOwn(TCP_FLAGS, name) ? BigInt(TCP_FLAGS[name as keyof typeof TCP_FLAGS]) : undefined;

function unknownFlag(name: string): string {
  const near = nearest(name, Object.keys(TCP_FLAGS));
  return `there is no flag "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** The tests of `{ any | all | exact: [names] }`. */
const FORMS: Readonly<Record<string, (mask: bigint) => Parsed>> = {
  any: (mask) =>
    mask === 0n ? reject("{ any: [] } would match nothing") : { kind: "bits", tests: eachBit(mask) },
  all: (mask) => (mask === 0n ? reject("{ all: [] } would match everything") : bits(mask, mask)),
  exact: (mask) => bits(ALL_TCP_FLAGS, mask),
};

/** One test for every bit of `mask`: together they hold when any of the bits is set. */
function eachBit(mask: bigint): BitTest[] {
  return Object.values(TCP_FLAGS)
    .map(BigInt)
    .filter((bit) => (mask & bit) !== 0n)
    .map((bit) => ({ mask: bit, value: bit }));
}

/** Flags of TCP: a name, `{ syn: true, ack: false }`, or the any/all/exact forms. 8 bits. */
export const tcpFlags: Datatype<"tcp-flags", keyof typeof TCP_FLAGS> = {
  name: "tcp-flags",
  expected: "flags",
  ordered: false,
  names: TCP_FLAGS,
  parse(literal) {
    if (typeof literal === "string") {
      const bit = tcpFlag(literal);
      return bit === undefined ? reject(unknownFlag(literal)) : bits(bit, bit);
    }
    if (typeof literal !== "object" || literal === null)
      return reject(`it takes flags, not ${show(literal)}`);
    const entries = Object.entries(literal as Record<string, unknown>).filter(
      ([, value]) => value !== undefined,
    );
    if (entries.length === 0) return reject("{} names no flag");
    const [first] = entries;
    const form = first === undefined ? undefined : FORMS[first[0]];
    if (first !== undefined && form !== undefined) {
      if (entries.length > 1) return reject(`"${first[0]}" stands alone`);
      const mask = flagBits(first[1]);
      return typeof mask === "string" ? reject(mask) : form(mask);
    }
    let mask = 0n;
    let value = 0n;
    for (const [name, set] of entries) {
      const bit = tcpFlag(name);
      if (bit === undefined) return reject(unknownFlag(name));
      if (typeof set !== "boolean") return reject(`${name} is true or false, not ${show(set)}`);
      mask |= bit;
      if (set) value |= bit;
    }
    return bits(mask, value);
  },
  format: (value) =>
    Object.entries(TCP_FLAGS)
      .filter(([, bit]) => (value & BigInt(bit)) !== 0n)
      .map(([name]) => name)
      .join("+") || "none",
};

/** Which extension headers the walk met; a value holds when that header is among them. */
export const ipv6Extension: Datatype<"ipv6-extension", keyof typeof IPV6_EXTENSIONS> = {
  name: "ipv6-extension",
  expected: "the name of an extension header",
  ordered: false,
  names: IPV6_EXTENSIONS,
  parse(literal, field) {
    if (typeof literal !== "string") {
      return {
        kind: "refused",
        code: "XG206",
        args: { field, expected: this.expected, given: show(literal) },
      };
    }
    if (Object.hasOwn(IPV6_EXTENSIONS, literal)) {
      const bit = BigInt(IPV6_EXTENSIONS[literal as keyof typeof IPV6_EXTENSIONS]);
      return bits(bit, bit);
    }
    const words = Object.keys(IPV6_EXTENSIONS);
    return unknownName(literal, field, words, words.join(", "));
  },
  format: (value) =>
    Object.entries(IPV6_EXTENSIONS)
      .filter(([, bit]) => (value & BigInt(bit)) !== 0n)
      .map(([name]) => name)
      .join("+") || "none",
};
