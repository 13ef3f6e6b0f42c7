import type { Program } from "../../ir/index.js";
import type { Plan } from "../plan.js";
import type { Identity, XdpSource } from "../source.js";
import { manifestOf } from "./manifest.js";
import { render } from "./render.js";
import { viewOf } from "./view.js";

export { TEMPLATES } from "./render.js";

/** Phase 6: writes the plan down as C. `lowered` is the program before the optimiser, for the manifest. */
export function emit(plan: Plan, lowered: Program, identity: Identity): XdpSource {
  const manifest = manifestOf(plan, lowered, identity);
  return { text: render(viewOf(plan, manifest, identity)), manifest };
}
