/** What a capture knows about a packet besides its bytes. */
export interface PacketFacts {
  /** Its place in the capture from 0; every packet of the file counts, also those that are no Ethernet frames. */
  readonly index: number;
  /** When it was captured: nanoseconds since 1970 in UTC. Simple packet blocks of pcapng have none. */
  readonly timestamp: bigint | undefined;
  /** Its length on the wire, in bytes; more than `length` when the capture kept only the beginning. */
  readonly wireLength: number;
}

/**
 * An Ethernet frame of a capture, from its destination address on. It is a view into a larger piece of the file: to keep
 * one of many for long, copy it (`Uint8Array.from(frame)`). What is made from it (`slice`, `subarray`) is a plain Uint8Array.
 */
export class CapturedFrame extends Uint8Array<ArrayBuffer> implements PacketFacts {
  readonly index: number;
  readonly timestamp: bigint | undefined;
  readonly wireLength: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, at: number, size: number, facts: PacketFacts) {
    super(bytes.buffer, bytes.byteOffset + at, size);
    this.index = facts.index;
    this.timestamp = facts.timestamp;
    this.wireLength = facts.wireLength;
  }

  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }
}
