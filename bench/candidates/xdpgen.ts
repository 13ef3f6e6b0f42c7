import { buildProgram } from "../../src/codegen/build-program.js";
import { loadObject } from "../../src/kernel/object.js";
import { programFor } from "../programs.js";
import type { XdpRecipe } from "./candidate.js";

/** What xdpgen builds. */
export const xdpgen: XdpRecipe = {
  isFloor: false,
  takes: () => true,
  open(task) {
    const { object, manifest } = buildProgram(programFor(task));
    return loadObject({ path: "xdp.o", bytes: object, manifest });
  },
};
