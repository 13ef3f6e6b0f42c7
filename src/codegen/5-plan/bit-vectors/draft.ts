import type { Presence } from "../../presence.js";
import type { Box } from "../classifiers/box.js";
import { classesOf } from "../classifiers/classes.js";
import { dimensionsOf } from "../classifiers/dimensions.js";
import type { Known } from "../classifiers/service.js";
import { rowsOf, type Rows } from "./rows.js";

/** A list of rules as rows of bits: not yet part of the program. */
export interface VectorsDraft {
  readonly guard: readonly Presence[];
  /** In the order of their labels. */
  readonly boxes: readonly Box[];
  readonly classes: readonly (Known & { readonly rows: Rows })[];
}

/** Drafts a list of rules in the order of their labels; undefined when there are too many classes or rows. */
export function draftVectors(boxes: readonly Box[], guard: readonly Presence[]): VectorsDraft | undefined {
  const classes: VectorsDraft["classes"][number][] = [];
  for (const [i, dimension] of dimensionsOf(boxes, guard).entries()) {
    const found = classesOf(dimension, boxes.length);
    const rows = found && rowsOf(found.sets, boxes.length);
    if (found === undefined || rows === undefined) return undefined;
    classes.push({ ...found, rows, variable: `class_${i}` });
  }
  return { guard, boxes, classes };
}
