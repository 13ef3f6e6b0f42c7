import { performance } from "node:perf_hooks";
import { XDP_CANDIDATES, XDP_RECIPES, type XdpCandidateName } from "./candidates/xdp-recipes.js";
import type { XdpCandidate, XdpRecipe } from "./candidates/candidate.js";
import type { Task } from "./subject.js";

/** An XDP program that is ready to do a task. */
export interface OpenXdp extends XdpCandidate {
  readonly name: XdpCandidateName;
  readonly isFloor: boolean;
  readonly readyMs: number;
}

/** Makes every candidate that takes the task, hands them to `act`, and closes them whatever happens. */
export function withXdpCandidates<T>(
  task: Task,
  act: (opened: readonly OpenXdp[]) => T,
  onFailure: (name: XdpCandidateName, error: unknown) => void,
): T {
  const opened: OpenXdp[] = [];
  try {
    for (const name of XDP_CANDIDATES) {
      const recipe: XdpRecipe = XDP_RECIPES[name];
      if (!recipe.takes(task)) continue;
      try {
        opened.push(open(name, recipe, task));
      } catch (error) {
        onFailure(name, error);
      }
    }
    return act(opened);
  } finally {
    for (const { close } of opened) close();
  }
}

function open(name: XdpCandidateName, recipe: XdpRecipe, task: Task): OpenXdp {
  const start = performance.now();
  const { fd, close } = recipe.open(task);
  return { name, isFloor: recipe.isFloor, fd, close, readyMs: performance.now() - start };
}
