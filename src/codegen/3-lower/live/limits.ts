import type { Session, Span } from "../../../diagnostics/index.js";
import type { OverMatchDecl } from "../../../dsl/index.js";
import type { OverMatch } from "../../../ir/index.js";
import { show } from "../../../packet/index.js";
import type { Written } from "../written.js";
import { argument, readOptions } from "./given.js";
import { lowerKey } from "./keys.js";
import { lowerBurst, lowerRate } from "./rates.js";

/** How many keys a limiter follows at once: 16 bytes each, and a third more. */
const KEYS = { usual: 65_536, most: 4_194_304 } as const;

const OPTIONS = ["rate", "burst", "per", "keys"] as const;

/** `over({ rate: "1000/s", burst: 200, per: "ipv4Src/24" })`. */
export function lowerOver(match: OverMatchDecl<Span>, session: Session): OverMatch | undefined {
  const options = readOptions("over", argument(match, 0, match.options), OPTIONS, session);
  if (options === undefined) return undefined;
  const rate = lowerRate(options.rate, session);
  const burst = rate === undefined ? undefined : lowerBurst(options.burst, rate, session);
  const key = options.per.value === undefined ? [] : lowerKey("over", options.per, session);
  const keys = lowerKeys(options.keys, session);
  if (rate === undefined || burst === undefined || key === undefined || keys === undefined) return undefined;
  return { kind: "over", ...rate, burst, key, keys: key.length === 0 ? 1 : keys, span: match.span };
}

function lowerKeys({ value = KEYS.usual, place }: Written, session: Session): number | undefined {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= KEYS.most) return value;
  session.report("XG242", { given: show(value), most: KEYS.most.toLocaleString("en-US") }, place.span);
  return undefined;
}
