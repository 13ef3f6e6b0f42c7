import { formatSpan, type Session, type Span } from "../../diagnostics/index.js";
import { formatMatch } from "../../ir/index.js";
import { show } from "../../packet/index.js";
import type { LoweredRule } from "./rules.js";

/** The longest name of a rule, in characters: it has to fit a line of a table. */
const LONGEST = 64;

/** What is wrong with a name that the user gave, or undefined. Lists of rules, logs and metrics show it as it is. */
function fault(name: string): string | undefined {
  if (name.trim() !== name || name === "") return "it is empty, or starts or ends with white space";
  if (name.length > LONGEST) return `it has ${name.length} characters, ${LONGEST} are the most`;
  if (/\p{C}/u.test(name)) return "it has characters that cannot be printed";
  return undefined;
}

/** Gives every rule its name: the user's, or one made from action and matches, with a number when two are alike. */
export interface Namer {
  name(given: unknown, rule: LoweredRule): string;
}

export function createNamer(session: Session): Namer {
  const taken = new Map<string, Span>();
  // The number to go on with, so that thousands of rules alike are not counted through for each of them.
  const next = new Map<string, number>();
  const unused = (wanted: string) => {
    if (!taken.has(wanted)) return wanted;
    let n = next.get(wanted) ?? 2;
    while (taken.has(`${wanted} #${n}`)) n++;
    next.set(wanted, n + 1);
    return `${wanted} #${n}`;
  };
  return {
    name(given, rule) {
      const { span } = rule;
      if (given === undefined) {
        const name = unused(nameAfter(rule));
        taken.set(name, span);
        return name;
      }
      const name = typeof given === "string" ? given : show(given);
      const reason = typeof given === "string" ? fault(given) : "it is not text";
      if (reason !== undefined) session.report("XG215", { given: show(given), reason }, span);
      const first = taken.get(name);
      if (first !== undefined) session.report("XG214", { name, first: formatSpan(first) }, span);
      else taken.set(name, span);
      return name;
    },
  };
}

/** `drop ipv4Src 172.20.0.11`, `sample udpDport 53`, cut to what fits. */
function nameAfter({ action, statement, matches, predicates, live }: LoweredRule): string {
  const begin =
    statement === "sample" ? [statement] : [...(statement === undefined ? [] : [statement]), action];
  const name = [
    ...begin,
    ...matches.map(formatMatch),
    ...predicates.map(({ expression }) => expression.text),
    ...live.map(formatMatch),
  ].join(" ");
  return name.length <= LONGEST - 5 ? name : `${name.slice(0, LONGEST - 6)}…`;
}
