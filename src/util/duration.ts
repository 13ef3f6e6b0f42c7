/** How long something lasts: `"30s"`, `"10m"`, `"12h"`, `"7d"`, or a number of seconds; one second to 365 days. */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d"}` | number;

/** Milliseconds of each unit, the longest first. */
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** What a duration may be: how long elements of live sets stay. */
export const DURATIONS = { least: UNITS.s, most: 365 * UNITS.d } as const;

/** The most milliseconds that a timer of Node's waits: 24 days. */
export const LONGEST_TIMER = 0x7fff_ffff;

/** How a duration is written, for messages. */
export const DURATION_EXPECTED =
  'a time from one second to 365 days: "30s", "10m", "12h", "7d", or a number of seconds';

const TEXT = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** A duration in milliseconds: text with a unit, or a number of seconds. Undefined for what is neither, or out of DURATIONS. */
export function parseDuration(value: unknown): number | undefined {
  const milliseconds = typeof value === "number" ? value * UNITS.s : inUnits(value);
  return milliseconds !== undefined && milliseconds >= DURATIONS.least && milliseconds <= DURATIONS.most
    ? Math.round(milliseconds)
    : undefined;
}

function inUnits(value: unknown): number | undefined {
  const match = typeof value === "string" ? TEXT.exec(value.trim()) : null;
  return match === null ? undefined : Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

/** Milliseconds as people write them, in the two longest units: `1h 30m`, `10m`, `45s`. */
export function durationText(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(milliseconds);
  for (const [unit, length] of Object.entries(UNITS)) {
    const count = Math.floor(rest / length);
    if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
    rest -= count * length;
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}
