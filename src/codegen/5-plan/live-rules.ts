import { isAskedInTurn, type Ban, type LiveMatch, type Program } from "../../ir/index.js";
import { limiterMapName } from "../../manifest/index.js";
import type { FieldName } from "../../packet/index.js";
import type { LivePlan, LiveTest, PlannedBan, PlannedLimiter, PlannedLiveRule, PlannedSet } from "../plan.js";
import type { Presence } from "../presence.js";
import { boxOf } from "./boxes.js";
import { countedRule, type Member } from "./gather.js";
import { inlineTest } from "./inline.js";
import type { Asking } from "./layers.js";
import { planSets } from "./live-sets.js";
import type { Lookups } from "./lookups.js";
import { FUNCTION_COST } from "./parts.js";
import { planPredicate } from "./predicates.js";
import { presenceOf } from "./presence.js";

/** Places of a line of a limiter: LIMITER_PLACES of templates/include/xdpgen/limiter.h. */
const PLACES = 3;

/** Live rules before they are cut into functions. */
export interface LiveRules extends Pick<LivePlan, "sets" | "limiters" | "flow"> {
  readonly rules: readonly PlannedLiveRule[];
  readonly asking: readonly Asking[];
}

/** Plans the rules that have to be asked when their turn comes. */
export function planLiveRules(program: Program, lookups: Lookups): LiveRules {
  const sets = planSets(program);
  const mapOf = new Map(sets.map(({ set, map }) => [set.name, map]));
  const limiters: PlannedLimiter[] = [];
  const asking: Asking[] = [];
  const askFor = (fields: readonly FieldName[]): readonly Presence[] => {
    const presence = presenceOfAll(fields);
    asking.push({ presence, fields });
    return presence;
  };

  const testOf = (match: LiveMatch, rule: string): LiveTest => {
    switch (match.kind) {
      case "live-set":
        return { ...match, map: mapOf.get(match.set)! };
      case "sample":
        if (match.perFlow) FLOW.forEach(askFor);
        return match;
      case "over": {
        const lines = match.key.length === 0 ? 1 : Math.ceil(match.keys / PLACES);
        const { span } = match;
        const limiter = { map: limiterMapName(rule), rule, over: match, lines, span };
        limiters.push(limiter);
        return { kind: "over", limiter, span };
      }
    }
  };

  const banOf = ({ set, key, milliseconds, span }: Ban, known: readonly Presence[]): PlannedBan => {
    const presence = askFor(key.map(({ field }) => field)).filter((bit) => !known.includes(bit));
    const own = sets.find((planned) => planned.set.name === set)!;
    return {
      map: own.map,
      key,
      presence,
      milliseconds: milliseconds ?? own.set.milliseconds,
      span,
    };
  };

  const planOne = ({ rule, slot, box }: Member): PlannedLiveRule => {
    const tests = rule.matches
      .map((match) => inlineTest(match, lookups))
      .filter((test) => test !== undefined);
    const fields = rule.live.flatMap(fieldsOf);
    const isPerFlow = rule.live.some((match) => match.kind === "sample" && match.perFlow);
    const presence = [
      ...new Set([...box.presence, ...presenceOfAll(fields), ...(isPerFlow ? (["ip"] as const) : [])]),
    ];
    asking.push({ presence, fields: [...fields, ...tests.map(({ field }) => field)] });
    let room = FUNCTION_COST;
    const predicates = rule.predicates.map((predicate, index) => {
      const owner = { name: rule.name, slot, index, known: presence, room };
      const { planned, asking: asked } = planPredicate(predicate, owner, lookups);
      asking.push(...asked);
      if (!planned.apart) room -= planned.cost;
      return planned;
    });
    return {
      ...countedRule({ rule, slot }),
      statement: rule.statement,
      presence,
      tests,
      predicates,
      live: rule.live.map((match) => testOf(match, rule.name)),
      // A rule that is not final decides nothing, and so bans nobody.
      ban: rule.ban === undefined || rule.statement !== undefined ? undefined : banOf(rule.ban, presence),
    };
  };

  const rules = program.rules.flatMap((rule, slot) =>
    isAskedInTurn(rule) ? [planOne({ rule, slot, box: boxOf(rule) })] : [],
  );
  const flow = rules.some(({ live }) => live.some((test) => test.kind === "sample" && test.perFlow));
  return { rules, sets, limiters, flow, asking };
}

/** What makes a flow. Each of these is asked for by itself: a frame has the addresses of one version at most. */
const FLOW = [
  ["ipv4Src", "ipv4Dst"],
  ["ipv6Src", "ipv6Dst"],
  ["l4Protocol"],
  ["sport"],
  ["dport"],
] as const satisfies readonly (readonly FieldName[])[];

/** The fields that a frame has to have for a match to hold at all. */
function fieldsOf(match: LiveMatch): readonly FieldName[] {
  switch (match.kind) {
    case "live-set":
      return match.fields;
    case "sample":
      return [];
    case "over":
      return match.key.map(({ field }) => field);
  }
}

const presenceOfAll = (fields: readonly FieldName[]): readonly Presence[] => [
  ...new Set(fields.map(presenceOf).filter((bit) => bit !== undefined)),
];

/** Kernel memory of a live set's map, in bytes. */
export const setBytes = ({ layout }: Pick<PlannedSet, "layout">): number => layout.values * layout.valueBytes;

/** Bytes of a line: struct limiter_line. */
const LINE_BYTES = 64;

/** Kernel memory of a limiter's map, in bytes. */
export const limiterBytes = ({ lines }: Pick<PlannedLimiter, "lines">): number => lines * LINE_BYTES;
