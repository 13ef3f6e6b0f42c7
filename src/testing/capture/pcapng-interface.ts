const NANOSECONDS_OF_A_SECOND = 1_000_000_000n;

/** Option codes of an interface description block (draft-ietf-opsawg-pcapng section 4.2). */
const OPTION = { end: 0, resolution: 9, offset: 14 } as const;
const OPTION_HEADER = 4;

/** What an interface description block says about the packets of its interface. */
export interface CaptureInterface {
  readonly linkType: number;
  /** How many bytes of a packet are kept at most; 0: all. */
  readonly snapLength: number;
  /** Nanoseconds since 1970 of a timestamp in the interface's units. */
  readonly nanoseconds: (ticks: bigint) => bigint;
}

/**
 * Reads the body of an interface description block, which lies from byte `start` to before byte `end` and has at least its
 * fixed 8 bytes. Options that do not fit the block end the list of them.
 */
export function readInterface(view: DataView, start: number, end: number, little: boolean): CaptureInterface {
  let resolution = 6;
  let offset = 0n;
  for (const { code, at, size } of options(view, start + 8, end, little)) {
    if (code === OPTION.resolution && size === 1) resolution = view.getUint8(at);
    if (code === OPTION.offset && size === 8) offset = view.getBigInt64(at, little);
  }
  const scale = scaleOf(resolution);
  return {
    linkType: view.getUint16(start, little),
    snapLength: view.getUint32(start + 4, little),
    nanoseconds: (ticks) => scale(ticks) + offset * NANOSECONDS_OF_A_SECOND,
  };
}

function* options(view: DataView, start: number, end: number, little: boolean) {
  for (let at = start; at + OPTION_HEADER <= end;) {
    const code = view.getUint16(at, little);
    const size = view.getUint16(at + 2, little);
    at += OPTION_HEADER;
    if (code === OPTION.end || at + size > end) return;
    yield { code, at, size };
    at += Math.ceil(size / 4) * 4;
  }
}

/** if_tsresol: the units of a second are 10 to this power; 2 to the lower seven bits when the highest bit is set. */
function scaleOf(resolution: number): (ticks: bigint) => bigint {
  if ((resolution & 0x80) !== 0) {
    const power = BigInt(resolution & 0x7f);
    return (ticks) => (ticks * NANOSECONDS_OF_A_SECOND) >> power;
  }
  const factor = 10n ** BigInt(Math.abs(9 - resolution));
  return resolution <= 9 ? (ticks) => ticks * factor : (ticks) => ticks / factor;
}
