/** A packet as it is written. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** Since 1970, in the units that are written. */
  readonly ticks: bigint;
}

/** A capture format for writing; `ticksOfASecond` is 10 to the 6th or 9th power. */
export interface Encoding {
  readonly header: (little: boolean, ticksOfASecond: bigint) => Uint8Array;
  /** The longest time, in ticks. */
  readonly lastTick: (ticksOfASecond: bigint) => bigint;
  readonly packet: (packet: Written, little: boolean, ticksOfASecond: bigint) => readonly Uint8Array[];
}
