/** A reader of OpenMetrics 1.0.0 text by its grammar, which knows nothing of what writes it. It throws at whatever the grammar does not have. */

/** A sample as it was read. */
export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A family as it was read. */
export interface ReadFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string | undefined;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ["_total", "_created"],
  gauge: [""],
  info: ["_info"],
};

const METADATA = /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|\}$)/y;

/** Reads a whole text. */
export function readOpenMetrics(text: string): readonly ReadFamily[] {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.pop() !== "# EOF")
    throw new Error("it does not end with # EOF and a line break");
  const families: { name: string; type: string; unit?: string; help: string; samples: ReadSample[] }[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const metadata = METADATA.exec(line);
    if (metadata !== null) {
      const [, kind, name, value] = metadata;
      if (families.at(-1)?.name !== name) {
        if (families.some((family) => family.name === name)) throw new Error(`${name} stands in two places`);
        families.push({ name: name!, type: "unknown", help: "", samples: [] });
      }
      const family = families.at(-1)!;
      if (family.samples.length > 0) throw new Error(`metadata behind samples: ${line}`);
      if (kind === "TYPE") family.type = value!;
      if (kind === "HELP") family.help = unescape(value!);
      if (kind === "UNIT") {
        if (!name!.endsWith(`_${value}`)) throw new Error(`${name} does not end with its unit ${value}`);
        family.unit = value!;
      }
      continue;
    }
    const sample = SAMPLE.exec(line);
    const family = families.at(-1);
    if (sample === null || family === undefined) throw new Error(`neither metadata nor sample: ${line}`);
    const [, name, labels = "", value] = sample;
    if (!(SUFFIXES[family.type] ?? []).some((suffix) => name === family.name + suffix))
      throw new Error(`${name} is no sample of ${family.name}, a ${family.type}`);
    const key = `${name}${labels}`;
    if (seen.has(key)) throw new Error(`twice: ${key}`);
    seen.add(key);
    if (family.type === "counter" && Number(value) < 0) throw new Error(`a counter below 0: ${line}`);
    if (family.type === "info" && value !== "1") throw new Error(`an info that is not 1: ${line}`);
    family.samples.push({ name: name!, labels: readLabels(labels), value: value! });
  }
  return families.map(({ unit, ...family }) => ({ ...family, unit }));
}

function readLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  if (text === "") return labels;
  let at = 1;
  while (at < text.length) {
    LABEL.lastIndex = at;
    const match = LABEL.exec(text);
    if (match === null) throw new Error(`no label at ${at} of ${text}`);
    if (match[1]! in labels) throw new Error(`label ${match[1]} twice in ${text}`);
    labels[match[1]!] = unescape(match[2]!);
    at = LABEL.lastIndex;
  }
  return labels;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
}
