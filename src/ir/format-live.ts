import { fieldRow } from "../packet/index.js";
import type { KeyPart, LiveMatch, OverMatch, SampleMatch } from "./program.js";

/** A part of a key as users write it: `ipv4Src`, `ipv4Src/24`. */
export const formatKeyPart = ({ field, length }: KeyPart): string =>
  length === fieldRow(field).bits ? field : `${field}/${length}`;

/** Units of time and how many seconds they have, of which the first that gives a whole number is taken. */
const PER = { s: 1, m: 60, h: 3600 } as const;
const SIZES = { GB: 1e9, MB: 1e6, kB: 1e3, B: 1 } as const;

/** The usual way to write an amount of bytes: `64kB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] = Object.entries(SIZES).find(([, size]) => bytes >= size && bytes % size === 0) ?? [
    "B",
    1,
  ];
  return `${bytes / size}${unit}`;
}

/** The usual way to write a limiter's rate: `1000/s`, `10MB/s`. */
export function formatRate({ rate, unit }: Pick<OverMatch, "rate" | "unit">): string {
  const whole = (n: number) => Math.abs(n - Math.round(n)) < 1e-9 * n;
  const [per, seconds] = Object.entries(PER).find(([, seconds]) => whole(rate * seconds)) ?? ["s", 1];
  const amount = whole(rate * seconds) ? Math.round(rate * seconds) : rate;
  return `${unit === "bytes" ? formatBytes(amount) : amount}/${per}`;
}

/** A share as users write it: `1/100`, or `0.3` when it is no such fraction. */
function formatShare({ threshold }: SampleMatch): string {
  const share = threshold / 2 ** 32;
  if (threshold === 2 ** 32) return "1";
  const parts = Math.round(1 / share);
  return Math.abs(parts * share - 1) < 1e-6 ? `1/${parts}` : String(Number(share.toPrecision(4)));
}

/** A live match in a few words: `ipv4Src bans`, `ipv4Src+tcpDport not pairs`, `sample 1/100`, `over 1000/s per ipv4Src/24`. */
export function formatLive(match: LiveMatch): string {
  const texts: { readonly [K in LiveMatch["kind"]]: (match: LiveMatch & { kind: K }) => string } = {
    "live-set": ({ fields, set, negated }) => `${fields.join("+")} ${negated ? "not " : ""}${set}`,
    sample: (sample) => `${sample.perFlow ? "flowSample" : "sample"} ${formatShare(sample)}`,
    over: (over) =>
      `over ${formatRate(over)}${over.key.length === 0 ? "" : ` per ${over.key.map(formatKeyPart).join("+")}`}`,
  };
  return (texts[match.kind] as (match: LiveMatch) => string)(match);
}
