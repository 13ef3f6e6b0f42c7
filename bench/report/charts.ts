import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { CandidateName } from "../candidates/candidate.js";
import type { Row } from "../row.js";

/** A chart of the document: its file, what it shows, and how. */
export interface Chart {
  readonly file: string;
  readonly alt: string;
  readonly spec: (rows: readonly Row[]) => TopLevelSpec;
}

/** A grey that can be read on white and on GitHub's dark ground (both 4:1 or more), as can the colours. */
const INK = "#7b8087";
const COLORS: Readonly<Record<CandidateName, string>> = {
  xdpgen: "#d1495b",
  "xdpgen-live": "#e08a97",
  "floor-empty": "#7b8087",
  "floor-parse": "#9a8f80",
  "bpf-hash": "#3b82c4",
  "lpm-trie": "#8a63d2",
  "xdp-filter": "#2a9d6f",
  "nft-hash": "#c77d0a",
  "nft-hash-raw": "#b08a4a",
  "nft-interval": "#a06a2c",
  "nft-interval-raw": "#8f7350",
  "nft-rules": "#c77d0a",
  ipset: "#1f94a3",
};

/** Below this a difference is noise; a logarithmic axis needs an end. */
const LEAST_NS = 0.1;

const WRAPPER_HITS = /^(ipv4-exact|ipv4-cidr|ipv6-cidr|rules)-(\d+)(?:-(hit|miss|mix))?$/;

/** A row with the parts of its case's name. */
interface Point {
  readonly kind: string;
  readonly size: number;
  readonly traffic: string;
  readonly candidate: string;
  readonly ns: number;
}

function pointsOf(rows: readonly Row[], ns: (row: Row) => number): Point[] {
  return rows.flatMap((row) => {
    const [, kind, size, traffic = ""] = WRAPPER_HITS.exec(row.case) ?? [];
    return kind === undefined
      ? []
      : [{ kind, size: Number(size), traffic, candidate: row.candidate, ns: ns(row) }];
  });
}

const CONFIG = {
  background: "transparent",
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    gridColor: INK,
    gridOpacity: 0.25,
    domainColor: INK,
    tickColor: INK,
  },
  legend: { labelColor: INK, titleColor: INK },
  header: { labelColor: INK, titleColor: INK },
  title: { color: INK },
  font: "sans-serif",
} as const;

function colorOf(points: readonly Point[]): object {
  const names = (Object.keys(COLORS) as CandidateName[]).filter((name) =>
    points.some(({ candidate }) => candidate === name),
  );
  return {
    field: "candidate",
    type: "nominal",
    title: null,
    scale: { domain: names, range: names.map((name) => COLORS[name]) },
  };
}

/** Where a logarithmic axis of sizes has its marks. */
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** Nanoseconds over the floor against the length of the list, a panel for each traffic. */
function curves(kind: string, entries: string, rows: readonly Row[]): TopLevelSpec {
  const points = pointsOf(
    rows.filter(({ mode, candidate }) => mode === "wrapper" && !candidate.startsWith("floor-")),
    ({ overFloorNs }) => Math.max(LEAST_NS, overFloorNs),
  ).filter((point) => point.kind === kind);
  const panels = [...new Set(points.map(({ traffic }) => traffic))];
  return {
    config: CONFIG,
    data: { values: points },
    facet: { column: { field: "traffic", type: "nominal", title: null, sort: panels } },
    spec: {
      width: panels.length > 1 ? 220 : 460,
      height: 240,
      mark: { type: "line", point: { size: 40, filled: true }, strokeWidth: 2 },
      encoding: {
        x: {
          field: "size",
          type: "quantitative",
          scale: { type: "log" },
          axis: { title: entries, format: "~s", values: POWERS },
        },
        y: {
          field: "ns",
          type: "quantitative",
          scale: { type: "log" },
          axis: { title: "ns a packet over the floor", format: "~g", tickCount: 6 },
        },
        color: colorOf(points),
      },
    },
  };
}

/** Millions of packets a second and CPU that are dropped on a pair of interfaces. */
function liveBars(names: readonly string[], rows: readonly Row[]): TopLevelSpec {
  const values = rows
    .filter((row) => row.mode === "live" && names.includes(row.case))
    .map((row) => ({ case: row.case, candidate: row.candidate, mpps: 1000 / row.minNs }));
  const points = values.map((value) => ({ ...value, kind: "", size: 0, traffic: "", ns: 0 }));
  return {
    config: CONFIG,
    data: { values },
    facet: { column: { field: "case", type: "nominal", title: null, sort: [...names] } },
    resolve: { scale: { y: "independent" } },
    spec: {
      width: 190,
      height: { step: 20 },
      mark: { type: "bar" },
      encoding: {
        y: { field: "candidate", type: "nominal", title: null, sort: Object.keys(COLORS) },
        x: { field: "mpps", type: "quantitative", axis: { title: "million packets dropped a second" } },
        color: { ...colorOf(points), legend: null },
      },
    },
  };
}

/** The document's charts, in its order. */
export const CHARTS = {
  exact: {
    file: "benchmarks-exact.svg",
    alt: "Cost of a set of IPv4 addresses against its size: xdpgen, a BPF hash map, an LPM trie and xdp-filter",
    spec: (rows) => curves("ipv4-exact", "addresses", rows),
  },
  cidr: {
    file: "benchmarks-cidr.svg",
    alt: "Cost of a set of IPv4 prefixes against its size: xdpgen and an LPM trie",
    spec: (rows) => curves("ipv4-cidr", "IPv4 prefixes", rows),
  },
  ipv6: {
    file: "benchmarks-ipv6.svg",
    alt: "Cost of a set of IPv6 prefixes against its size: xdpgen and an LPM trie",
    spec: (rows) => curves("ipv6-cidr", "IPv6 prefixes", rows),
  },
  rules: {
    file: "benchmarks-rules.svg",
    alt: "Cost of a list of five-tuple rules against its length",
    spec: (rows) => curves("rules", "rules", rows),
  },
  live: {
    file: "benchmarks-live.svg",
    alt: "Packets dropped a second on a pair of interfaces",
    spec: (rows) => liveBars(["ipv4-exact-1000-hit", "ipv4-cidr-100000-hit", "rules-1000"], rows),
  },
} as const satisfies Readonly<Record<string, Chart>>;

/** Draws a chart as SVG. */
export async function draw(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  return `${await view.toSVG()}\n`;
}
