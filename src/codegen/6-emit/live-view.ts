import { limiterTimes } from "../../ir/index.js";
import { LIVE_TYPES } from "../../packet/index.js";
import type { LivePlan, PlannedLimiter, PlannedSet } from "../plan.js";
import { commentText, constantOf } from "./c-names.js";
import { elementView } from "./live-element.js";
import { livePartView, type LivePartView } from "./live-rule-view.js";
import type { Optional } from "./parse-view.js";

/** What templates/xdp.c.hbs sees of live rules. */
export interface LiveView {
  readonly sets: readonly LiveSetView[];
  readonly limiters: readonly LimiterView[];
  /** The presence bits that make a flow. */
  readonly flow: Optional<{
    readonly ipv4: string;
    readonly protocol: string;
    readonly sport: string;
    readonly dport: string;
  }>;
  readonly liveParts: readonly LivePartView[];
}

/** A set, in the form that its type has: one word, IPv4 or IPv6 prefixes, or an IPv6 address and a port. */
interface LiveSetView {
  readonly map: string;
  readonly comment: string;
  readonly bytes: string;
  readonly values: number;
  readonly wide: boolean;
  readonly buckets: number;
  readonly stash: number;
  readonly rows: number;
  /** What makes an element, as a parameter, as members of struct live_element, and as what is given: a word, or the two of a key. */
  readonly argument: string;
  readonly members: string;
  readonly given: string;
  /** The same of a search: beside them its table, and what else is not in them. */
  readonly sought: string;
  readonly soughtMembers: string;
  readonly seeking: string;
  readonly put: Optional<{
    readonly map: string;
    readonly rows: number;
    /** Slots that packets may bring into use. */
    readonly most: number;
    /** The key behind the word. */
    readonly wideArguments: string;
    readonly wideMembers: string;
    readonly wideGiven: string;
  }>;
  readonly elements: Optional<{ readonly symbol: string; readonly section: string; readonly bytes: number }>;
  readonly word: Optional<FormView & { readonly parameters: string; readonly value: string }>;
  readonly prefixes4: Optional<FormView>;
  readonly prefixes6: Optional<FormView>;
  readonly pair6: Optional<FormView>;
}

interface FormView {
  readonly map: string;
  readonly rowed: Optional<{ readonly map: string; readonly rows: number }>;
  readonly added: Optional<{
    readonly map: string;
    readonly parameters: string;
    readonly value: string;
  }>;
}

interface LimiterView {
  readonly map: string;
  readonly comment: string;
  readonly lines: number;
  readonly parameters: string;
  readonly cost: string;
  readonly depth: string;
}

export function liveView(live: LivePlan): LiveView {
  return {
    sets: live.sets.map(setView),
    limiters: live.limiters.map(limiterView),
    flow: live.flow
      ? [
          {
            ipv4: constantOf("ipv4"),
            protocol: constantOf("l4Protocol"),
            sport: constantOf("sport"),
            dport: constantOf("dport"),
          },
        ]
      : [],
    liveParts: live.parts.map((part) => livePartView(part, live)),
  };
}

function setView({ map, set, layout, added, first }: PlannedSet): LiveSetView {
  const { name, type, capacity, span } = set;
  const [only, second] = type;
  const { rows, rowWords } = layout;
  const word = { parameters: "__u64 value", value: "value" };
  const pair = {
    parameters: "__u64 first, __u64 second",
    value: `first << ${second === undefined ? 0 : LIVE_TYPES[second].bits} | second`,
  };
  const { parameters, value } = second === undefined ? word : pair;
  const form = {
    map,
    rowed: rowWords === 0 ? [] : [{ map, rows }],
    added: added ? [{ map, parameters, value }] : [],
  };
  const { element, key } = elementView(layout.wide);
  const isPair = second !== undefined;
  const is = (condition: boolean) => (condition ? [form] : []);
  const isWord = !layout.wide && (isPair || only !== "ipv4");
  return {
    map,
    comment: commentText(
      `${name}: ${type.map((one) => LIVE_TYPES[one].title).join(" with ")}, room for ${capacity.toLocaleString("en")}: ${span.file}:${span.line}`,
    ),
    bytes: layout.wide ? "LIVE_WIDE_BYTES" : "LIVE_BYTES",
    values: layout.values,
    wide: layout.wide,
    buckets: layout.buckets,
    stash: layout.stash,
    rows,
    ...element,
    put: added ? [{ map, rows, most: mostSlots(capacity), ...key }] : [],
    elements:
      first === undefined
        ? []
        : [{ symbol: first.symbol, section: first.section, bytes: first.elements.byteLength }],
    word: isWord ? [{ ...form, parameters, value }] : [],
    prefixes4: is(!isPair && only === "ipv4"),
    prefixes6: is(!isPair && only === "ipv6"),
    pair6: is(isPair && layout.wide),
  };
}

/**
 * Of a set as full as it may be, a third of the slots in use are those of elements whose time is over, so a new one finds some in the buckets
 * that it is led to. More in use would make more buckets overflow when sources are made up.
 */
const mostSlots = (capacity: number): number => Math.floor(capacity * 1.4) + 64;

function limiterView({ map, rule, over, lines, span }: PlannedLimiter): LimiterView {
  const { scale, shift, depth } = limiterTimes(over);
  return {
    map,
    comment: commentText(`${rule}: ${span.file}:${span.line}`),
    lines,
    parameters: over.unit === "packets" ? "__u64 key" : "__u64 key, __u32 length",
    cost: over.unit === "packets" ? `${scale}ULL` : `limiter_bytes(length, ${scale}ULL, ${shift})`,
    depth: `${depth}ULL`,
  };
}
