import type { FormatName } from "./exposition.js";

interface Range {
  readonly type: string;
  readonly version: string | undefined;
  readonly quality: number;
}

/** The versions of OpenMetrics that are the text that is written. */
const OPENMETRICS_VERSIONS: readonly (string | undefined)[] = [undefined, "1.0.0"];

/** The format that a request's Accept header wants: OpenMetrics only when it is asked for and plain text is not liked better (RFC 9110, 12.5.1). */
export function formatFor(accept: string | undefined): FormatName {
  const ranges = (accept ?? "").split(",").map(rangeOf);
  const quality = (wanted: (range: Range) => boolean): number =>
    Math.max(0, ...ranges.filter(wanted).map((range) => range.quality));
  const openmetrics = quality(
    ({ type, version }) => type === "application/openmetrics-text" && OPENMETRICS_VERSIONS.includes(version),
  );
  const plain = quality(({ type }) => type === "text/plain");
  return openmetrics > 0 && openmetrics >= plain ? "openmetrics" : "prometheus";
}

function rangeOf(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const values = new Map(
    parameters.map((parameter) => {
      const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
      return [name, value.replace(/^"(.*)"$/, "$1")];
    }),
  );
  const quality = Number(values.get("q") ?? 1);
  return { type, version: values.get("version"), quality: Number.isNaN(quality) ? 0 : quality };
}
