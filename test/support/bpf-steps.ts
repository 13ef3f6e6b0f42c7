/** How a frame goes through the instructions of an object: what the processor has to do for it, counted and not timed. */

/** What one run came to. */
export interface Steps {
  /** Instructions that were executed. */
  readonly instructions: number;
  /** Conditional jumps among them that were taken. */
  readonly jumps: number;
  /** What the program returned: enum xdp_action of linux/bpf.h. */
  readonly action: number;
}

type Operation<T> = (a: bigint, b: bigint) => T;

const signed = (value: bigint) => BigInt.asIntN(64, value);

/** The upper four bits of an instruction's code (linux/bpf.h), by class. */
const ARITHMETIC: Readonly<Record<number, Operation<bigint>>> = {
  0x00: (a, b) => a + b,
  0x10: (a, b) => a - b,
  0x20: (a, b) => a * b,
  0x40: (a, b) => a | b,
  0x50: (a, b) => a & b,
  0x60: (a, b) => a << (b & 63n),
  0x70: (a, b) => a >> (b & 63n),
  0xa0: (a, b) => a ^ b,
  0xb0: (_, b) => b,
};
const CONDITION: Readonly<Record<number, Operation<boolean>>> = {
  0x10: (a, b) => a === b,
  0x20: (a, b) => a > b,
  0x30: (a, b) => a >= b,
  0x40: (a, b) => (a & b) !== 0n,
  0x50: (a, b) => a !== b,
  0x60: (a, b) => signed(a) > signed(b),
  0x70: (a, b) => signed(a) >= signed(b),
  0xa0: (a, b) => a < b,
  0xb0: (a, b) => a <= b,
};
const BYTES: Readonly<Record<number, number>> = { 0x00: 4, 0x08: 2, 0x10: 1, 0x18: 8 };

/** Where things lie in the memory of a run: struct xdp_md, the end of the stack, the frame. */
const CONTEXT = 0x100;
const STACK = 0x1000;
const FRAME = 0x2000;

/**
 * Runs the instructions of a program's section on a frame. No map has an entry, so nothing is counted; other functions than
 * bpf_map_lookup_elem are not called. Instructions that parsing and comparing do not need are a RangeError.
 */
export function stepsOf(code: Uint8Array, frame: Uint8Array): Steps {
  const instructions = new DataView(code.buffer, code.byteOffset, code.byteLength);
  const memory = Buffer.alloc(FRAME + frame.length);
  memory.set(frame, FRAME);
  memory.writeUInt32LE(FRAME, CONTEXT);
  memory.writeUInt32LE(FRAME + frame.length, CONTEXT + 4);
  const load = (at: number, bytes: number) =>
    bytes === 8 ? memory.readBigUInt64LE(at) : BigInt(memory.readUIntLE(at, bytes));
  const store = (at: number, bytes: number, value: bigint) => {
    for (let i = 0; i < bytes; i++) memory[at + i] = Number((value >> BigInt(8 * i)) & 0xffn);
  };

  const r: bigint[] = Array.from({ length: 11 }, () => 0n);
  r[1] = BigInt(CONTEXT);
  r[10] = BigInt(STACK);
  let jumps = 0;
  for (let at = 0, count = 1; ; at++, count++) {
    const operation = instructions.getUint8(at * 8);
    const [to, from] = [instructions.getUint8(at * 8 + 1) & 0xf, instructions.getUint8(at * 8 + 1) >> 4];
    const offset = instructions.getInt16(at * 8 + 2, true);
    const immediate = BigInt(instructions.getInt32(at * 8 + 4, true));
    const [kind, upper, bytes] = [operation & 7, operation & 0xf0, BYTES[operation & 0x18]!];
    const bits = kind === 4 || kind === 6 ? 32 : 64;
    const second = BigInt.asUintN(bits, (operation & 8) === 0 ? immediate : r[from]!);
    const first = BigInt.asUintN(bits, r[to]!);

    if (operation === 0x95) return { instructions: count, jumps, action: Number(r[0]) };
    else if (operation === 0x18) {
      r[to] = BigInt.asUintN(32, immediate) | (BigInt(instructions.getUint32(++at * 8 + 4, true)) << 32n);
    } else if (operation === 0x85 && immediate === 1n) r[0] = 0n;
    else if (operation === 0x05) at += offset;
    else if (operation === 0xdc) {
      const swapped = Buffer.alloc(8);
      swapped.writeBigUInt64BE(r[to]!); // bpf_htons and its like: the lower bits turned round
      r[to] = swapped.readBigUInt64LE() >> (64n - immediate);
    } else if (kind === 1) r[to] = load(Number(r[from]) + offset, bytes);
    else if (kind === 2) store(Number(r[to]) + offset, bytes, BigInt.asUintN(64, immediate));
    else if (kind === 3) store(Number(r[to]) + offset, bytes, r[from]!);
    else if (kind === 4 || kind === 7) {
      const work = ARITHMETIC[upper];
      if (work === undefined) throw new RangeError(`instruction ${at} has the code ${operation}`);
      r[to] = BigInt.asUintN(bits, work(first, second));
    } else {
      const holds = CONDITION[upper];
      if (holds === undefined) throw new RangeError(`instruction ${at} has the code ${operation}`);
      if (!holds(first, second)) continue;
      jumps++;
      at += offset;
    }
  }
}
