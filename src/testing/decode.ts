import { PAYLOAD_LIMIT } from "../ir/index.js";
import { FIELD_NAMES, fieldRow, maxOf, type FieldName, type ProtocolName } from "../packet/index.js";
import { has, uint } from "./decode/bytes.js";
import type { Finding, Flaw } from "./decode/finding.js";
import { findLink } from "./decode/link.js";
import { findNetwork } from "./decode/network.js";
import { findTransport } from "./decode/transport.js";

/** What the kernel knows about a frame besides its bytes (struct xdp_md in linux/bpf.h). */
export interface FrameContext {
  readonly ingressIfindex: number;
  readonly rxQueue: number;
  /** When it comes, in nanoseconds of a clock that only goes forward: what rates and deadlines go by. */
  readonly now?: bigint;
  /** A number below 2^32 by which `sample(…)` takes it or does not: 0 is in every sample, the largest in none but the whole. */
  readonly random?: number;
}

/** What BPF_PROG_TEST_RUN shows a program that is not told otherwise: the loopback interface's first queue. Time stands still, and nothing is sampled. */
export const DEFAULT_CONTEXT: Required<FrameContext> = {
  ingressIfindex: 1,
  rxQueue: 0,
  now: 0n,
  random: 0xffff_ffff,
};

/** A frame as docs/semantics.md sees it. */
export interface DecodedPacket {
  readonly frame: Uint8Array;
  /** The protocols whose test holds. */
  readonly protocols: ReadonlySet<ProtocolName>;
  /** The fields that are present; values are unsigned and in host order. */
  readonly fields: ReadonlyMap<FieldName, bigint>;
  /** What follows the last header (docs/semantics.md, "Payload"), perhaps nothing; absent where there is no payload. */
  readonly payload?: Uint8Array;
  /** Why the parser stopped early; absent exactly when `malformed` is 0. */
  readonly flaw?: Flaw;
  /** The moment, as the frame's context has it. */
  readonly now: bigint;
  readonly random: number;
}

/** Decodes a frame, which begins with its Ethernet header. Every frame can be decoded, whatever is in it. */
export function decode(frame: Uint8Array, context: Partial<FrameContext> = DEFAULT_CONTEXT): DecodedPacket {
  const { ingressIfindex, rxQueue, now, random } = { ...DEFAULT_CONTEXT, ...context };
  const findings = findLayers(frame);
  const flaw = findings.find((finding) => finding.flaw !== undefined)?.flaw;
  const fields = new Map<FieldName, bigint>();
  const headers = new Map(findings.flatMap((finding) => Object.entries(finding.headers)));
  const derived = new Map(findings.flatMap((finding) => Object.entries(finding.derived)));
  derived.set("packetLength", BigInt(frame.length));
  derived.set("malformed", flaw === undefined ? 0n : 1n);
  derived.set("ingressIfindex", BigInt(ingressIfindex));
  derived.set("rxQueue", BigInt(rxQueue));
  for (const name of FIELD_NAMES) {
    const value = derived.get(name) ?? readField(frame, name, headers.get(fieldRow(name).protocol));
    if (value !== undefined) fields.set(name, value);
  }
  const { behind } = findings.at(-1)!;
  return {
    frame,
    protocols: new Set(findings.flatMap((finding) => finding.protocols)),
    fields,
    now,
    random,
    ...(behind === undefined || behind > frame.length
      ? {}
      : { payload: frame.subarray(behind, Number(PAYLOAD_LIMIT)) }),
    ...(flaw === undefined ? {} : { flaw }),
  };
}

/** The findings of the layers from the bottom up, as far as there are any; only the last can have a flaw. */
function findLayers(frame: Uint8Array): Finding[] {
  const link = findLink(frame);
  if (link.payload === undefined) return [link.finding];
  const network = findNetwork(frame, link.payload);
  if (network.payload === undefined) return [link.finding, network.finding];
  return [link.finding, network.finding, findTransport(frame, network.payload)];
}

/** The value of a field that lies in the header that begins at byte `start`, when there is one and it reaches that far. */
function readField(frame: Uint8Array, name: FieldName, start: number | undefined): bigint | undefined {
  const { location, bits } = fieldRow(name);
  if (location.kind !== "header" || start === undefined) return undefined;
  const at = start + location.offset;
  if (!has(frame, at, location.size)) return undefined;
  return (uint(frame, at, location.size) >> BigInt(location.shift)) & maxOf(bits);
}
