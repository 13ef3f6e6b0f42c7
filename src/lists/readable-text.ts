/** The longest text of an element that a message repeats, in characters. */
const LONGEST = 60;

/** A text as a terminal may show it: not too long, and without characters that do something. */
export function readable(text: string): string {
  const shown = text.slice(0, LONGEST).replace(/\p{C}/gu, "\ufffd");
  return text.length > LONGEST ? `${shown}…` : shown;
}
