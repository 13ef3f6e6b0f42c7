import { fieldSamples, hostileFrames, type Sample } from "../../src/testing/samples.js";
import { FIELD_NAMES, type FieldName, type ProtocolName } from "../../src/packet/index.js";
import { decode, type DecodedPacket } from "../../src/testing/index.js";
import { frames } from "./frames.js";
import { draw } from "./seeds.js";

/** A frame, and what the reference decoder says about it. */
export interface DecodedFrame extends Sample {
  readonly packet: DecodedPacket;
}

/** Frames that several rulesets are tried on: making and decoding them costs more than judging them. */
export interface Batch {
  readonly frames: readonly DecodedFrame[];
  readonly packets: readonly DecodedPacket[];
  readonly havingField: (field: FieldName) => readonly DecodedPacket[];
  readonly havingProtocol: (protocol: ProtocolName) => readonly DecodedPacket[];
}

/** Frames in a batch. */
export const FRAMES = 15_000;

let samples: readonly Sample[] | undefined;

/** The batch of a run that has this number; the same at any time and on any machine. */
export function batchOf(seed: number, number: number, size = FRAMES): Batch {
  samples ??= [...hostileFrames(), ...FIELD_NAMES.flatMap(fieldSamples)];
  return toBatch(draw(frames(samples), size, seed, "frames", number).map(decodedFrame));
}

export const decodedFrame = (sample: Sample): DecodedFrame => ({
  ...sample,
  packet: decode(sample.frame, sample.context),
});

function toBatch(frames: readonly DecodedFrame[]): Batch {
  const packets = frames.map(({ packet }) => packet);
  return {
    frames,
    packets,
    havingField: remembered((field) => packets.filter(({ fields }) => fields.has(field))),
    havingProtocol: remembered((protocol) => packets.filter(({ protocols }) => protocols.has(protocol))),
  };
}

function remembered<K, V>(find: (key: K) => V): (key: K) => V {
  const found = new Map<K, V>();
  return (key) => {
    if (!found.has(key)) found.set(key, find(key));
    return found.get(key)!;
  };
}
