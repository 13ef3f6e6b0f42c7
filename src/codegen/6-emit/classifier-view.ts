import type { PlannedClass, PlannedClassifier } from "../classifier.js";
import type { Presence } from "../presence.js";
import { commentText, constantsOf, memberOf } from "./c-names.js";
import type { Optional } from "./parse-view.js";

/** What the partial of a classifier sees: the plan, and the classes as expressions of C. */
export interface ClassifierView extends Pick<
  PlannedClassifier,
  "name" | "combined" | "parts" | "decisions" | "count"
> {
  readonly comment: string;
  /** How the function is declared, and what one that the verifier looks at by itself begins with. */
  readonly kind: string;
  readonly shared: Optional<true>;
  /** `meets`: the verifier's ways meet behind the class (templates/include/xdpgen/match.h). */
  readonly classes: readonly {
    readonly variable: string;
    readonly value: string;
    readonly meets: Optional<true>;
  }[];
  readonly ranged: readonly { readonly value: string; readonly conditions: string; readonly row: string }[];
}

export function classifierView(
  { summary, classes, ranged, ...planned }: PlannedClassifier,
  shared: boolean,
): ClassifierView {
  const inShared: Optional<true> = shared ? [true] : [];
  return {
    ...planned,
    comment: commentText(summary),
    kind: shared ? "__noinline" : "static __always_inline",
    shared: inShared,
    classes: classes.map((of) => ({ variable: of.variable, value: classValue(of), meets: inShared })),
    ranged: ranged.map(({ field, presence, conditions, row }) => ({
      value: `value_or_absent(p->${memberOf(field)}, ${foundOf(presence) ?? "-1"})`,
      conditions,
      row,
    })),
  };
}

/** A class as an expression of C; of what is absent it is 0. */
export function classValue({ source, presence }: PlannedClass): string {
  const found = foundOf(presence);
  return found === undefined ? classOf(source) : `${classOf(source)} & ${found}`;
}

/** All ones when the bit is there; undefined when it always is. */
const foundOf = (presence: readonly Presence[]): string | undefined =>
  presence.length === 0 ? undefined : `found(p->has, ${constantsOf(presence)})`;

function classOf(source: PlannedClass["source"]): string {
  if (source.kind === "presence") return "1";
  const member = `p->${memberOf(source.field)}`;
  if (source.kind === "table") return `${source.table}(${member} & 0x${source.mask.toString(16)})`;
  return `${source.lookup}(${source.wide ? "&" : ""}${member})`;
}
