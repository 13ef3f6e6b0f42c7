import type { Session } from "../../../diagnostics/index.js";
import { formatRate, type OverMatch } from "../../../ir/index.js";
import { show } from "../../../packet/index.js";
import { DURATIONS } from "../../../util/duration.js";
import type { Written } from "../written.js";

type Rate = Pick<OverMatch, "rate" | "unit">;

/** How many bytes a unit has. */
const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  bit: 1 / 8,
  kbit: 1e3 / 8,
  Mbit: 1e6 / 8,
  Gbit: 1e9 / 8,
};
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

const RATE = /^(\d+(?:\.\d+)?)([kMG]?(?:B|bit))?\/([smh])$/;
const SIZE = /^(\d+(?:\.\d+)?)([kMG]?(?:B|bit))$/;

/** Of either unit a second: less than one an hour is no rate, and of more the times of a packet could not be counted. */
const LEAST = 1 / 3600;
const MOST = { packets: 1e9, bytes: 1e11 } as const;

/** `"1000/s"`, `"10MB/s"`. Undefined when it was refused. */
export function lowerRate({ value, place }: Written, session: Session): Rate | undefined {
  const match = typeof value === "string" ? RATE.exec(value) : null;
  if (match !== null) {
    const [, amount, size, time] = match as unknown as [string, string, string | undefined, string];
    const unit = size === undefined ? "packets" : "bytes";
    const rate = (Number(amount) * (size === undefined ? 1 : BYTES[size]!)) / SECONDS[time]!;
    if (rate >= LEAST && rate <= MOST[unit]) return { rate, unit };
  }
  session.report("XG239", { given: show(value) }, place.span);
  return undefined;
}

/** A burst that is not said holds what comes in a tenth of a second; of bytes at least the longest frame. */
const DEFAULT_SECONDS = 0.1;
const LEAST_DEFAULT = { packets: 1, bytes: 64_000 } as const;

/** How many packets or bytes may come at once. Undefined when it was refused. */
export function lowerBurst({ value, place }: Written, rate: Rate, session: Session): number | undefined {
  if (value === undefined) return Math.max(LEAST_DEFAULT[rate.unit], Math.round(rate.rate * DEFAULT_SECONDS));
  const burst = amountOf(value, rate.unit);
  if (Number.isSafeInteger(burst) && burst >= 1 && burst / rate.rate <= DURATIONS.most / 1000) return burst;
  const expected = rate.unit === "packets" ? "a number of packets" : 'bytes, 200000 or "200kB",';
  session.report("XG240", { given: show(value), rate: formatRate(rate), expected }, place.span);
  return undefined;
}

function amountOf(value: unknown, unit: Rate["unit"]): number {
  if (typeof value === "number") return value;
  const match = typeof value === "string" && unit === "bytes" ? SIZE.exec(value) : null;
  return match === null ? NaN : Math.round(Number(match[1]) * BYTES[match[2]!]!);
}
