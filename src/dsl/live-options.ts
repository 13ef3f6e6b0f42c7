import type { FieldName } from "../packet/index.js";
import type { Duration } from "./live-sets.js";

/** A field, or its first bits: `"ipv4Src"`, `"ipv4Src/24"`. */
export type KeyText = FieldName | `${FieldName}/${number}`;

type ByteUnit = "B" | "kB" | "MB" | "GB";
type BitUnit = "bit" | "kbit" | "Mbit" | "Gbit";

/** Packets or bytes in a time: `"1000/s"`, `"90/m"`, `"10MB/s"`, `"100Mbit/s"`. */
export type Rate = `${number}${"" | ByteUnit | BitUnit}/${"s" | "m" | "h"}`;

/** A rate itself, or a sentence; text that is only known when the file runs is left to the build. */
type CheckRate<R extends string> = string extends R
  ? R
  : R extends Rate
    ? R
    : `"${R}" is no rate: write "1000/s", "90/m", "10MB/s" or "100Mbit/s"`;

/** Options of `over(…)`. */
export interface OverOptions<R extends string = Rate> {
  /** What may pass by: packets, or bytes of frames, a second (`/s`), a minute (`/m`) or an hour (`/h`). */
  readonly rate: CheckRate<R>;
  /** How many packets, or bytes (`"64kB"`), may come at once: by default what the rate gives in a tenth of a second. */
  readonly burst?: number | `${number}${ByteUnit | BitUnit}`;
  /** What has a bucket of its own: a field, its first bits, or two of them. Without it one bucket is for all packets. */
  readonly per?: KeyText | readonly KeyText[];
  /** How many keys it can follow at once, 65,536 unless said otherwise. */
  readonly keys?: number;
}

/** Options of `thenBan(…)`. */
export interface BanOptions {
  /** How long the element stays; the live set's own timeout unless said otherwise. */
  readonly for?: Duration;
  /** What becomes the element, when it is not what the rule's rate is per, or the source address. */
  readonly key?: KeyText | readonly KeyText[];
}
