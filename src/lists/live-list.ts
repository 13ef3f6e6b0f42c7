import type { LiveElement, LiveSetType } from "../packet/index.js";
import { parseLiveElement } from "./live-element.js";

/** A line of a list that is no element; columns and lines count from 1. */
export interface WrongLine {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** What a list of elements came to. */
export interface LiveList {
  readonly elements: readonly LiveElement[];
  readonly wrong: readonly WrongLine[];
}

/** What is behind the first of these on a line is a comment. */
const COMMENT = /[#;].*$/s;

/** Reads the elements of a live set, one a line; blanks around them, comments and empty lines do not count. */
export function readLiveList(text: string, type: LiveSetType): LiveList {
  const elements: LiveElement[] = [];
  const wrong: WrongLine[] = [];
  const parse = type.length === 1 && type[0] === "ipv4" ? parseAddress : parseLiveElement;
  let line = 0;
  for (const written of text.split("\n")) {
    line++;
    const element = written.replace(COMMENT, "").trim();
    if (element === "") continue;
    const parsed = parse(element, type);
    if (parsed.kind === "element") elements.push(parsed.element);
    else wrong.push({ line, column: written.indexOf(element) + 1, reason: parsed.reason });
  }
  return { elements, wrong };
}

/** `192.0.2.1` without a length is what most lines are: read at once. What is anything else goes the usual way. */
function parseAddress(text: string, type: LiveSetType): ReturnType<typeof parseLiveElement> {
  let value = 0;
  let part = -1;
  let parts = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit >= 0 && digit <= 9 && part !== 0) {
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return parseLiveElement(text, type);
    } else if (text[i] === "." && part >= 0) {
      value = value * 256 + part;
      part = -1;
      parts++;
    } else return parseLiveElement(text, type);
  }
  if (parts !== 4 || part < 0) return parseLiveElement(text, type);
  return { kind: "element", element: { values: [BigInt(value * 256 + part)], length: 32 } };
}
