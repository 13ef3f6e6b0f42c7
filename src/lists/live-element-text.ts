import { fieldRow, LIVE_TYPES, type LiveElement, type LiveSetType } from "../packet/index.js";
import { FIELD_OF } from "./live-element.js";

/** An element as parseLiveElement reads it: `192.0.2.1`, `10.0.0.0/8`, `192.0.2.1 80`. */
export function formatLiveElement({ values, length }: LiveElement, type: LiveSetType): string {
  const texts = type.map((name, i) => {
    const { format } = fieldRow(FIELD_OF[name]).type;
    return LIVE_TYPES[name].datatype === "port" ? String(values[i]!) : format(values[i]!);
  });
  const { bits } = LIVE_TYPES[type[0]];
  return type.length === 1 && length < bits ? `${texts[0]!}/${length}` : texts.join(" ");
}
