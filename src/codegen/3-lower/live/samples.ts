import type { Session, Span } from "../../../diagnostics/index.js";
import type { SampleMatchDecl } from "../../../dsl/index.js";
import type { SampleMatch } from "../../../ir/index.js";
import { show } from "../../../packet/index.js";
import { argument } from "./given.js";

/** `sample(1 / 100)`, `flowSample(1 / 100)`. */
export function lowerSample(match: SampleMatchDecl<Span>, session: Session): SampleMatch | undefined {
  const { share, perFlow, span } = match;
  if (typeof share === "number" && share > 0 && share <= 1)
    return { kind: "sample", threshold: Math.max(1, Math.round(share * 2 ** 32)), perFlow, span };
  const call = perFlow ? "flowSample" : "sample";
  session.report("XG238", { given: show(share), call }, argument(match, 0, share).place.span);
  return undefined;
}
