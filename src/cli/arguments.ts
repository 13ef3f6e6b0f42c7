import { InvalidArgumentError, Option } from "./command.js";
import { MODE_NAMES } from "../kernel/modes.js";
import { DURATION_EXPECTED, LONGEST_TIMER, parseDuration } from "../util/duration.js";

/** `--netns`, the same for every command that looks at interfaces. */
export function netnsOption(): Option {
  return new Option("--netns <name|path>", "the network namespace that the interface is in");
}

/** `--interval`, in seconds. */
export function intervalOption(): Option {
  return new Option("--interval <seconds>", "time between two looks at the counters")
    .default(1)
    .argParser(parseInterval);
}

/** `--mode`; left out it is "auto". */
export function modeOption(): Option {
  return new Option(
    "--mode <mode>",
    "where the program runs (default: native, generic where the driver cannot)",
  ).choices(MODE_NAMES);
}

const INTERVAL_SECONDS = { min: 0.05, max: 86_400 } as const;

/** Seconds between two looks. */
export function parseInterval(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && seconds >= INTERVAL_SECONDS.min && seconds <= INTERVAL_SECONDS.max)
    return seconds;
  throw new InvalidArgumentError(`It takes ${INTERVAL_SECONDS.min} to ${INTERVAL_SECONDS.max} seconds.`);
}

const MEBIBYTE = 1024 * 1024;

/** `--memory`, in MiB; it gives bytes. */
export function memoryOption(): Option {
  return new Option("--memory <MiB>", "kernel memory that tables may take (default: 128)").argParser(
    (text) => {
      if (/^[1-9]\d{0,5}$/.test(text)) return Number(text) * MEBIBYTE;
      throw new InvalidArgumentError("It takes a number of MiB.");
    },
  );
}

/** `--confirm`; it gives milliseconds. */
export function confirmOption(): Option {
  return new Option(
    "--confirm <time>",
    "go back to what is there now unless `xdpgen confirm` comes in time; stays attached, as with --persist",
  ).argParser((text) => {
    const milliseconds = parseDuration(/^\d+$/.test(text) ? Number(text) : text);
    if (milliseconds !== undefined && milliseconds <= LONGEST_TIMER) return milliseconds;
    throw new InvalidArgumentError(
      `It takes ${milliseconds === undefined ? DURATION_EXPECTED : "at most 24 days"}.`,
    );
  });
}

/** `--for`, in milliseconds. */
export function forOption(): Option {
  return new Option("--for <time>", "how long elements stay (default: what the rules say)").argParser(
    (text) => {
      const milliseconds = parseDuration(text);
      if (milliseconds === undefined) throw new InvalidArgumentError(`It takes ${DURATION_EXPECTED}.`);
      return milliseconds;
    },
  );
}
