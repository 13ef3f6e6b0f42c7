import type { Sorting } from "./sorting.js";

/** What a key asks of the view. Rows are scrolled by a number of them, or to the top. */
export type Wish =
  | { readonly kind: "quit" }
  | { readonly kind: "suspend" }
  | { readonly kind: "sort"; readonly by: Sorting }
  | { readonly kind: "scroll"; readonly rows: number }
  | { readonly kind: "top" };

const PAGE = 10;

/** What terminals send for keys: letters, control characters, and the sequences of ECMA-48 and of DEC's application mode. */
const KEYS: Readonly<Record<string, Wish>> = {
  q: { kind: "quit" },
  "\x03": { kind: "quit" }, // Ctrl+C: in raw mode no signal
  "\x1a": { kind: "suspend" }, // Ctrl+Z
  p: { kind: "sort", by: "packets" },
  b: { kind: "sort", by: "bits" },
  o: { kind: "sort", by: "order" },
  k: { kind: "scroll", rows: -1 },
  j: { kind: "scroll", rows: 1 },
  "\x1b[A": { kind: "scroll", rows: -1 },
  "\x1b[B": { kind: "scroll", rows: 1 },
  "\x1bOA": { kind: "scroll", rows: -1 },
  "\x1bOB": { kind: "scroll", rows: 1 },
  "\x1b[5~": { kind: "scroll", rows: -PAGE },
  "\x1b[6~": { kind: "scroll", rows: PAGE },
  "\x1b[H": { kind: "top" },
  "\x1b[1~": { kind: "top" },
  g: { kind: "top" },
};

// eslint-disable-next-line no-control-regex -- terminals send control characters
const ONE_KEY = /\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|[^]/g;

/** What is wished for by what came from a terminal, several keys at once or one; other keys mean nothing. */
export function wishesIn(text: string): readonly Wish[] {
  return (text.match(ONE_KEY) ?? []).flatMap((key) => KEYS[key] ?? []);
}
