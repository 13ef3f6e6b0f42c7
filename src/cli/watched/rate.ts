import { MOST_WATCHED, type WatchPacketsOptions } from "../../runtime/index.js";
import { InvalidArgumentError, Option } from "../command.js";

/** `--rate`, read; `text` is what was written. */
export interface Rate extends Pick<WatchPacketsOptions, "rate" | "burst"> {
  readonly text: string;
}

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** `100/s`, `6/m`, `1/h`; a second's worth may come at once. */
export function rateOption(): Option {
  return new Option("--rate <n/s|m|h>", "how many packets the kernel shows at most")
    .default(parseRate("100/s"), "100/s")
    .argParser(parseRate);
}

function parseRate(text: string): Rate {
  const [, number, unit] = /^(\d{1,9})\/([smh])$/.exec(text) ?? [];
  const rate = Number(number) / SECONDS[unit as keyof typeof SECONDS];
  if (rate > 0 && rate <= MOST_WATCHED.rate)
    return { rate, burst: Math.min(Math.max(1, Math.round(rate)), MOST_WATCHED.burst), text };
  throw new InvalidArgumentError(
    `It takes a number a second, minute or hour, such as 100/s or 6/m, up to ${MOST_WATCHED.rate}/s.`,
  );
}
