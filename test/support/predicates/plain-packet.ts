/** A packet for a predicate as it was written, run by Node as it is: what the compiled one is held to. */
import { packetPath, type Packet, type Predicate } from "../../../src/dsl/index.js";
import { FIELD_NAMES, fieldRow, parseIpv4, parseIpv6, type DatatypeName } from "../../../src/packet/index.js";
import type { DecodedPacket } from "../../../src/testing/index.js";

/** One error for all that is not there: making one takes longer than everything else. */
const ABSENT = new Error("the packet has no such thing");

const flagsOf = (value: bigint, names: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(names).map(([name, bit]) => [name, (value & BigInt(bit)) !== 0n]));

function plainValue(datatype: DatatypeName, value: bigint, field: (typeof FIELD_NAMES)[number]): unknown {
  const { type } = fieldRow(field);
  if (datatype.endsWith("-address") || datatype === "fragment") return type.format(value);
  if (datatype === "tcp-flags" || datatype === "ipv6-extension") return flagsOf(value, type.names!);
  return datatype === "boolean" ? value === 1n : Number(value);
}

/** Bytes that are not there are no `undefined`, which would be compared: reading them throws. */
function payloadOf(known: Uint8Array | undefined): Packet["payload"] {
  const bytes = known ?? new Uint8Array();
  const read = (size: number) => (offset: number) => {
    if (!Number.isInteger(offset) || offset < 0 || offset + size > bytes.length) throw ABSENT;
    return bytes.subarray(offset, offset + size).reduce((all, byte) => all * 256 + byte, 0);
  };
  return {
    u8: read(1),
    u16: read(2),
    u32: read(4),
    get length() {
      if (known === undefined) throw ABSENT;
      return known.length;
    },
    startsWith: (text, offset = 0) =>
      Buffer.from(bytes.subarray(offset, offset + Buffer.byteLength(text))).equals(Buffer.from(text)),
  };
}

/** Headers that are there, with members that throw where the field is not. */
export function plainPacket({ protocols, fields, payload }: DecodedPacket): Packet {
  const packet: Record<string, unknown> = { payload: payloadOf(payload), ethernet: {} };
  for (const protocol of protocols) packet[protocol] = {};
  if (protocols.has("ipv4") || protocols.has("ipv6")) packet["ip"] = {};
  if (protocols.has("tcp") || protocols.has("udp")) packet["th"] = {};
  for (const field of FIELD_NAMES) {
    const { header, member } = packetPath(field);
    const object = header === "meta" ? packet : packet[header];
    if (object === undefined) continue;
    Object.defineProperty(object, member, {
      get() {
        const value = fields.get(field);
        if (value === undefined) throw ABSENT;
        return plainValue(fieldRow(field).type.name, value, field);
      },
    });
  }
  return packet as unknown as Packet;
}

const addressOf = (text: string): readonly [bigint, number] | undefined => {
  const v4 = parseIpv4(text);
  if (typeof v4 === "bigint") return [v4, 32];
  const v6 = parseIpv6(text);
  if (typeof v6 === "bigint") return [v6, 128];
  return undefined;
};

/** What is in live sets, by their names: of addresses prefixes, too. */
export type LiveContents = Readonly<Record<string, readonly (string | number)[]>>;

let contents: LiveContents = {};

function addressIsIn(this: string, ...values: readonly unknown[]): boolean {
  const own = String(this);
  const of = (text: string) =>
    addressOf(text) ?? ([BigInt(`0x${text.replaceAll(/[:-]/g, "")}`), 48] as const);
  const [address, width] = of(own);
  const holds = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(holds);
    if (typeof value !== "object" || value === null) {
      const [network = "", length] = String(value).split("/");
      const [base, bits] = of(network);
      const shift = BigInt(width - Number(length ?? width));
      return bits === width && address >> shift === base >> shift;
    }
    const { kind, first, last, source, values, name } = value as Record<string, unknown>;
    if (kind === "live-set") return contents[name as string]!.some(holds);
    if (kind === "range") return of(String(first))[0] <= address && address <= of(String(last))[0];
    if (kind === "not") return !(values as unknown[]).some(holds);
    return (source as unknown[]).some(holds);
  };
  return values.some(holds);
}

function numberIsIn(this: number, ...values: readonly unknown[]): boolean {
  const own = Number(this);
  const holds = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(holds);
    if (typeof value === "number") return own === value;
    const { kind, first, last, source, values, name } = value as Record<string, unknown>;
    if (kind === "live-set") return contents[name as string]!.some(holds);
    if (kind === "range") return (first as number) <= own && own <= (last as number);
    if (kind === "not") return !(values as unknown[]).some(holds);
    return (source as unknown[]).some(holds);
  };
  return values.some(holds);
}

/** Strings and numbers have no `in` of their own: while `work` is under way they have, and live sets have these contents. */
export function withMembers<T>(work: () => T, live: LiveContents = {}): T {
  contents = live;
  Object.defineProperty(String.prototype, "in", { value: addressIsIn, configurable: true });
  Object.defineProperty(Number.prototype, "in", { value: numberIsIn, configurable: true });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(String.prototype, "in");
    Reflect.deleteProperty(Number.prototype, "in");
  }
}

/** What JavaScript says of a packet: true, or false, which it also is when the function throws. */
export function askPlain(predicate: Predicate, packet: Packet): boolean {
  let answer: unknown;
  try {
    answer = predicate(packet);
  } catch {
    return false;
  }
  if (answer !== undefined && typeof answer !== "boolean")
    throw new TypeError("a predicate comes to a boolean");
  return answer === true;
}
