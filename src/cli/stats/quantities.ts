const PREFIXES = ["", "k", "M", "G", "T"] as const;

/** `98.2 M`: three digits and a decimal prefix. */
export function short(value: number): string {
  let rest = value;
  let prefix = 0;
  // 999.5 would be shown as 1000.
  while (rest >= 999.5 && prefix < PREFIXES.length - 1) [rest, prefix] = [rest / 1000, prefix + 1];
  const digits = prefix === 0 || rest >= 99.95 ? 0 : 1;
  return `${rest.toFixed(digits)} ${PREFIXES[prefix]!}`.trimEnd();
}

/** `45 %` of a whole, which may be 0. Not 100 before it is all, and not 0 before it is nothing. */
export function percent(part: number, whole: number): string {
  const exact = whole === 0 ? 0 : (100 * part) / whole;
  const rounded = Math.round(exact);
  if (rounded === 0 && exact > 0) return "<1 %";
  if (rounded === 100 && exact < 100) return ">99 %";
  return `${rounded} %`;
}
