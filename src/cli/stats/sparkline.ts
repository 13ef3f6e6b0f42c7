const BARS = "▁▂▃▄▅▆▇█";

/** Numbers as bars, one character each, against the greatest of them; blank where there is none. Whatever is above 0 is higher than 0. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return values.map((value) => (value === undefined ? " " : bar(value, most))).join("");
}

function bar(value: number, most: number): string {
  return BARS[value <= 0 ? 0 : Math.max(1, Math.round((value / most) * (BARS.length - 1)))]!;
}
