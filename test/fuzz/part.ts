import type { HeaderName } from "../../src/packet/index.js";
import type { Layer } from "../../src/testing/frames.js";

/** A layer of a random frame, and the header in it whose fields can be set. */
export interface Part {
  readonly layer: Layer;
  readonly header?: HeaderName;
}
