/** Characters of one byte, in all of UTF-8. */
const [TAB, NEWLINE, RETURN, SPACE, HASH, SEMICOLON] = [0x09, 0x0a, 0x0d, 0x20, 0x23, 0x3b];

const isBlank = (byte: number | undefined) => byte === SPACE || byte === TAB || byte === RETURN;

/** An element of a list: its text is the bytes from `from` up to and without `to`. Lines count from 1. */
export type VisitElement = (from: number, to: number, line: number, lineStart: number) => void;

/**
 * Goes through a list: one element a line, blanks around it do not count, a comment begins with `#` or `;`. A line without an
 * element is passed over.
 */
export function eachElement(bytes: Uint8Array, visit: VisitElement): void {
  const { length } = bytes;
  let line = 0;
  for (let start = markLength(bytes); start < length;) {
    line++;
    let from = start;
    while (isBlank(bytes[from])) from++;
    let to = from;
    while (to < length && bytes[to] !== NEWLINE && bytes[to] !== HASH && bytes[to] !== SEMICOLON) to++;
    let end = to;
    while (end < length && bytes[end] !== NEWLINE) end++;
    while (to > from && isBlank(bytes[to - 1])) to--;
    if (to > from) visit(from, to, line, start);
    start = end + 1;
  }
}

/** The length of the byte order mark that some editors put in front of UTF-8. */
const markLength = (bytes: Uint8Array) =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
