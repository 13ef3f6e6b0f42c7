/** A packet as it is written. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** Since 1970, in the units that are written. */
  readonly ticks: bigint;
  /** What is to be said of it; pcap has no place for that. */
  readonly comment?: string;
}

/** Where packets come from, as far as a format has a place for it. */
export interface WrittenInterface {
  readonly name: string;
  /** Of longer packets so many first bytes are there. */
  readonly snapLength: number;
}

/** A capture format for writing; `ticksOfASecond` is 10 to the 6th or 9th power. */
export interface Encoding {
  readonly header: (little: boolean, ticksOfASecond: bigint, from?: WrittenInterface) => Uint8Array;
  /** The longest time, in ticks. */
  readonly lastTick: (ticksOfASecond: bigint) => bigint;
  readonly packet: (packet: Written, little: boolean, ticksOfASecond: bigint) => readonly Uint8Array[];
}
