/** Whole numbers that look random and are the same for the same seed. */
export interface Random {
  /** 0 to 2^32 - 1. */
  u32(): number;
  /** 0 to `count - 1`. */
  below(count: number): number;
  /** 0 up to 1. */
  fraction(): number;
}

/** The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded with words made from text. */
export function randomOf(seed: string): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const u32 = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (const letter of Buffer.from(seed)) {
    a = (a ^ letter) | 0;
    u32();
  }
  for (let i = 0; i < 16; i++) u32();
  const fraction = () => u32() / 2 ** 32;
  return { u32, fraction, below: (count) => Math.floor(fraction() * count) };
}
