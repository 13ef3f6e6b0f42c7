import type { Session, Span } from "../../diagnostics/index.js";
import { isLines, type SetDecl } from "../../dsl/index.js";
import { NARROW_BITS, type Operand } from "../../ir/index.js";
import { plural } from "../../util/text.js";
import { createElements, joinElements, MOST_ELEMENTS } from "./lists/elements.js";
import type { ListReader } from "./lists/list-reader.js";
import { addLiteral, sortOf, type Sort } from "./lists/sort.js";
import type { Context } from "./literal.js";
import { narrowOperand, wideOperand } from "./operand-form.js";
import { valuesOfSet } from "./set-values.js";
import type { Written } from "./written.js";

/** The sets of a ruleset. Each is read once for each sort of field that asks for it, so that rules share its operand. */
export interface Sets {
  /** What a field is compared with. Undefined when something in the set is wrong: the session has said what. */
  operand(set: SetDecl<Span>, span: Span, context: Context): Operand | undefined;
  /** The values of a set for a field whose values have no order. */
  values(set: SetDecl<Span>): readonly Written[];
}

/** A set as fields of at most 32 bits are compared with it, and as wider ones are: of addresses there are both. */
interface LoweredSet {
  readonly narrow: Operand | undefined;
  readonly wide: Operand | undefined;
}

/** Sets of a ruleset whose messages go to `session`; `checkName` knows the names of all sets. */
export function createSets(
  session: Session,
  lists: ListReader,
  checkName: (set: SetDecl<Span>) => void,
): Sets {
  /** By sort. What was refused once is not reported again. */
  const lowered = new Map<SetDecl<Span>, Map<string, LoweredSet | undefined>>();

  const sortsOf = (set: SetDecl<Span>) => {
    const known = lowered.get(set);
    if (known !== undefined) return known;
    checkName(set);
    const sorts = new Map<string, LoweredSet | undefined>();
    lowered.set(set, sorts);
    return sorts;
  };

  const load = (set: SetDecl<Span>, sort: Sort, context: Context): LoweredSet | undefined => {
    const name = String(set.name);
    const errors = errorCount(session);
    const elements = createElements();
    for (const written of valuesOfSet(set, session)) {
      if (isLines<Span>(written.value)) lists.load(written.value, sort, elements, context);
      else addLiteral(written, sort, elements, context);
    }
    if (elements.count > MOST_ELEMENTS) {
      const most = MOST_ELEMENTS.toLocaleString("en-US");
      session.report("XG226", { set: name, count: elements.count.toLocaleString("en-US"), most }, set.span);
    }
    if (errorCount(session) > errors) return undefined;
    const { narrow, wide, duplicates, nested } = joinElements(elements);
    if (duplicates + nested > 0) {
      const gone = goneText(duplicates, nested);
      session.report("XG227", { set: name, count: plural(elements.count, "element"), gone }, set.span);
    }
    return {
      narrow: narrow.firsts.length === 0 ? undefined : narrowOperand(narrow, name),
      wide: wide.length === 0 ? undefined : wideOperand(wide, name),
    };
  };

  return {
    values(set) {
      sortsOf(set);
      return valuesOfSet(set, session);
    },
    operand(set, span, context) {
      const { field, row } = context;
      const sort = sortOf(row);
      const sorts = sortsOf(set);
      if (!sorts.has(sort.key)) sorts.set(sort.key, load(set, sort, context));
      const made = sorts.get(sort.key);
      const operand = row.bits <= NARROW_BITS ? made?.narrow : made?.wide;
      if (made !== undefined && operand === undefined) {
        const wanted = `${row.bits <= NARROW_BITS ? "IPv4" : "IPv6"} address`;
        session.report("XG223", { set: String(set.name), wanted, field }, span);
      }
      return operand;
    },
  };
}

const errorCount = ({ diagnostics }: Session) =>
  diagnostics.filter(({ severity }) => severity === "error").length;

/** `3 duplicates and 5 that lie in others are`. */
function goneText(duplicates: number, nested: number): string {
  const parts = [
    ...(duplicates > 0 ? [plural(duplicates, "duplicate")] : []),
    ...(nested > 0 ? [`${nested.toLocaleString("en-US")} inside of others`] : []),
  ];
  return `${parts.join(" and ")} ${duplicates + nested === 1 ? "is" : "are"}`;
}
