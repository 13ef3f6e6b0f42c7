import type { Sandbox } from "../../test/support/namespaces.js";
import type { Task } from "../subject.js";

/** A packet filter that is loaded into the receiver's namespace and can be switched on and off there. */
export interface LiveFilter {
  on(): void;
  /** How many packets it has dropped since it was switched on. */
  dropped(): number;
  off(): void;
  close(): void;
}

/** How to make a candidate that needs an interface. */
export interface LiveRecipe {
  takes(task: Task): boolean;
  open(task: Task, sandbox: Sandbox): LiveFilter;
}
