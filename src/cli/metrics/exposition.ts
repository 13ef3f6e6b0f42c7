import type { Metrics, MetricType, Sample } from "./families.js";

/** The texts in which metrics are told. */
export type FormatName = "openmetrics" | "prometheus";

interface Format {
  /** For HTTP. */
  readonly contentType: string;
  readonly write: (metrics: readonly Metrics[]) => string;
}

/** What samples are called: the family's name with the suffix of its type (OpenMetrics 1.0.0, "Suffixes"). */
const SUFFIXES = { counter: "_total", gauge: "", info: "_info" } as const satisfies Record<
  MetricType,
  string
>;

/** The name of a family's samples. */
export const sampleName = ({ name, type }: Pick<Metrics, "name" | "type">): string =>
  `${name}${SUFFIXES[type]}`;

/** Both formats; they differ in what stands before the samples. */
export const FORMATS = {
  /** OpenMetrics 1.0.0. */
  openmetrics: {
    contentType: "application/openmetrics-text; version=1.0.0; charset=utf-8",
    write: (metrics) =>
      lines([
        ...metrics.flatMap((family) => [
          `# TYPE ${family.name} ${family.type}`,
          ...(family.unit === undefined ? [] : [`# UNIT ${family.name} ${family.unit}`]),
          `# HELP ${family.name} ${escapeLabel(family.help)}`,
          ...sampleLines(family),
        ]),
        "# EOF",
      ]),
  },
  /** The text format 0.0.4 of Prometheus: metadata stand under the names of samples, and there is no type info. */
  prometheus: {
    contentType: "text/plain; version=0.0.4; charset=utf-8",
    write: (metrics) =>
      lines(
        metrics.flatMap((family) => [
          `# HELP ${sampleName(family)} ${escapeHelp(family.help)}`,
          `# TYPE ${sampleName(family)} ${family.type === "info" ? "gauge" : family.type}`,
          ...sampleLines(family),
        ]),
      ),
  },
} as const satisfies Record<FormatName, Format>;

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

function sampleLines(family: Metrics): readonly string[] {
  const name = sampleName(family);
  return family.samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`);
}

function labelText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
