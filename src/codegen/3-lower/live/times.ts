import type { Session } from "../../../diagnostics/index.js";
import { show } from "../../../packet/index.js";
import { DURATION_EXPECTED, parseDuration } from "../../../util/duration.js";
import type { Written } from "../written.js";

/** A time that an option gives, in milliseconds. Undefined when there is none, or it was refused: then the session says why. */
export function lowerTime(
  call: string,
  option: string,
  { value, place }: Written,
  session: Session,
): number | undefined {
  if (value === undefined) return undefined;
  const milliseconds = parseDuration(value);
  if (milliseconds === undefined) {
    const given = show(value);
    session.report("XG233", { call, option, given, expected: DURATION_EXPECTED }, place.span);
  }
  return milliseconds;
}
