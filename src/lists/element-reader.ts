import type { Refusal } from "../packet/index.js";

/** Why the text of an element was refused: a diagnostic's code and arguments. */
export type ElementFault =
  | Pick<Refusal, "code" | "args">
  | { readonly code: "XG209" | "XG225" | "XG234" | "XG671"; readonly args: Readonly<Record<string, string>> };

/**
 * Reads elements of one sort: addresses, MAC addresses or numbers. `take` looks at the bytes alone, because a list may have a
 * million lines; `faultOf` says why with all words, for the few that are shown.
 */
export interface ElementReader {
  /** Adds the element whose text is the bytes from `from` up to and without `to`. False when it is none. */
  readonly take: (bytes: Buffer, from: number, to: number) => boolean;
  /** Why `take` refused a text. */
  readonly faultOf: (text: string) => ElementFault;
}
