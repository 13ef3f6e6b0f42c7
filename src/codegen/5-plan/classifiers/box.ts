import type { Box as Asked } from "../boxes.js";

/** What one rule asks of a frame, and the number by which it is known: see `decisionOf`. The least number decides. */
export interface Box extends Asked {
  readonly label: number;
}
