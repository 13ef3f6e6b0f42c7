import { ACTIONS } from "../../src/packet/index.js";
import type { Answer } from "./hostile-frame.js";

/** What came of a frame; "lost" when it did not reach the filter. */
export type Outcome = Answer | "lost";

/** What an XDP program's return value means for the frame: XDP_ABORTED loses it as XDP_DROP does. */
export function answerOf(action: number): Answer {
  switch (action) {
    case ACTIONS.pass.value:
      return "pass";
    case ACTIONS.drop.value:
    case ACTIONS.aborted.value:
      return "drop";
    default:
      throw new RangeError(`the program returned ${action}`);
  }
}
