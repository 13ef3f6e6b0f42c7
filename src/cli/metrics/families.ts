import type { RuleCount, SetFill } from "../../runtime/index.js";
import type { Figures } from "../figures.js";
import type { Look } from "./look.js";

/** The types of OpenMetrics that are used. */
export type MetricType = "counter" | "gauge" | "info";

/** What is measured, without its values. */
export interface Family {
  /** Without the suffix that samples of its type have: `xdpgen_rule_packets`. */
  readonly name: string;
  readonly type: MetricType;
  /** The end of the name, when there is one. */
  readonly unit?: "packets" | "bytes" | "seconds";
  /** One sentence. */
  readonly help: string;
}

/** One value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | bigint;
}

/** A family with its values. */
export interface Metrics extends Family {
  readonly samples: readonly Sample[];
}

interface FamilyRow extends Family {
  /** The samples of one interface; `interface` and `program` are added to their labels. */
  readonly of: (figures: Figures) => readonly Sample[];
}

const NONE: Sample["labels"] = {};

/** A rule that ends a malformed frame is called so by `ruleset({ malformed: … })`, and may be by anybody. */
const MALFORMED = /\bmalformed\b/i;

const rulesOf = ({ counters }: Figures): readonly RuleCount[] =>
  counters.rules.filter(({ rule }) => rule.slot !== null);

/** The rules that decide packets above a rate. */
function limited(figures: Figures): readonly RuleCount[] {
  const names = new Set(figures.program.manifest.limiters.map(({ rule }) => rule));
  return rulesOf(figures).filter(({ rule }) => names.has(rule.name));
}

const ruleLabels = ({ rule }: RuleCount): Sample["labels"] => ({
  rule: rule.name,
  action: rule.action,
  statement: rule.statement ?? "",
});

const perRule =
  (rules: (figures: Figures) => readonly RuleCount[], what: "packets" | "bytes") =>
  (figures: Figures): readonly Sample[] =>
    rules(figures).map((count) => ({ labels: ruleLabels(count), value: count[what] }));

const policy =
  (what: "packets" | "bytes") =>
  ({ counters, program }: Figures): readonly Sample[] => [
    { labels: { action: program.manifest.policy.action }, value: counters.policy[what] },
  ];

const perSet =
  (value: (fill: SetFill) => number) =>
  ({ sets }: Figures): readonly Sample[] =>
    sets.map((fill) => ({
      labels: { set: fill.set.name, type: fill.set.type.join(",") },
      value: value(fill),
    }));

/** Everything that programs show, in the order in which it is written; `xdpgen_up` stands before it. */
const PROGRAM_FAMILIES: readonly FamilyRow[] = [
  {
    name: "xdpgen_program",
    type: "info",
    help: "The program that the interface runs, and how.",
    of: ({ program: { id, mode, manifest } }) => [
      {
        labels: { version: manifest.version, sha256: manifest.source.sha256, mode, id: String(id) },
        value: 1,
      },
    ],
  },
  {
    name: "xdpgen_program_loaded_timestamp_seconds",
    type: "gauge",
    unit: "seconds",
    help: "When the program was loaded, in seconds since 1970.",
    of: ({ program }) => [{ labels: NONE, value: program.since.getTime() / 1000 }],
  },
  {
    name: "xdpgen_program_monitors",
    type: "gauge",
    help: "Whether the program only counts what it would decide, and lets every packet pass.",
    of: ({ monitors }) => [{ labels: NONE, value: monitors ? 1 : 0 }],
  },
  {
    name: "xdpgen_rule_packets",
    type: "counter",
    unit: "packets",
    help: "Packets that a rule has decided; with a statement, packets that it has counted and left to other rules.",
    of: perRule(rulesOf, "packets"),
  },
  {
    name: "xdpgen_rule_bytes",
    type: "counter",
    unit: "bytes",
    help: "Bytes of these packets, Ethernet headers included.",
    of: perRule(rulesOf, "bytes"),
  },
  {
    name: "xdpgen_policy_packets",
    type: "counter",
    unit: "packets",
    help: "Packets that no rule has decided.",
    of: policy("packets"),
  },
  {
    name: "xdpgen_policy_bytes",
    type: "counter",
    unit: "bytes",
    help: "Bytes of these packets, Ethernet headers included.",
    of: policy("bytes"),
  },
  {
    name: "xdpgen_malformed_packets",
    type: "counter",
    unit: "packets",
    help: "Packets of the rules that have the word malformed in their name; they are counted as packets of rules as well.",
    of: perRule((figures) => rulesOf(figures).filter(({ rule }) => MALFORMED.test(rule.name)), "packets"),
  },
  {
    name: "xdpgen_limiter_packets",
    type: "counter",
    unit: "packets",
    help: "Packets above the rate of a rule with a limit; they are counted as packets of rules as well.",
    of: perRule(limited, "packets"),
  },
  {
    name: "xdpgen_limiter_bytes",
    type: "counter",
    unit: "bytes",
    help: "Bytes of these packets, Ethernet headers included.",
    of: perRule(limited, "bytes"),
  },
  {
    name: "xdpgen_set_elements",
    type: "gauge",
    help: "Elements of a live set.",
    of: perSet(({ elements }) => elements),
  },
  {
    name: "xdpgen_set_capacity",
    type: "gauge",
    help: "Elements that a live set can hold.",
    of: perSet(({ set }) => set.capacity),
  },
  {
    name: "xdpgen_set_refused",
    type: "counter",
    help: "Elements that the packet path had to add to a live set and that found no room there.",
    of: perSet(({ refused }) => refused),
  },
];

const UP: Family = {
  name: "xdpgen_up",
  type: "gauge",
  help: "Whether the interface runs a program of xdpgen's.",
};

/** Every family that there can be. */
export const FAMILIES: readonly Family[] = [UP, ...PROGRAM_FAMILIES];

/** All that was seen as families, in their order; those that have no sample are left out. */
export function metricsOf(looks: readonly Look[]): readonly Metrics[] {
  const up = looks.map(({ ifname, figures }) => ({
    labels: { interface: ifname },
    value: figures === undefined ? 0 : 1,
  }));
  const rest = PROGRAM_FAMILIES.map(({ of, ...family }) => ({
    ...family,
    samples: looks.flatMap(({ ifname, figures }) =>
      figures === undefined
        ? []
        : of(figures).map(({ labels, value }) => ({
            labels: { interface: ifname, program: figures.program.manifest.name, ...labels },
            value,
          })),
    ),
  }));
  return [{ ...UP, samples: up }, ...rest].filter(({ samples }) => samples.length > 0);
}
