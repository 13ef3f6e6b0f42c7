/** Levels of memory: up to so many bytes a table stays in it, and a load of a random element then takes so long. */
const LEVELS = [
  { bytes: 24 * 1024, nanoseconds: 0.3 },
  { bytes: 768 * 1024, nanoseconds: 0.9 },
  { bytes: 12 * 1024 * 1024, nanoseconds: 3 },
  { bytes: Infinity, nanoseconds: 9 },
] as const;

/** What one instruction takes when many are under way at once. */
export const INSTRUCTION_COST = 0.05;

/** About how many nanoseconds a load of a random element takes from tables of so many bytes together. */
export function loadCost(bytes: number): number {
  return LEVELS.find((level) => bytes <= level.bytes)!.nanoseconds;
}
