import type { Diagnostic } from "../diagnostics/index.js";

/** So many diagnostics of one code are shown to people; a hundred thousand rules can have as many. */
const MOST_OF_A_CODE = 20;

/** The first diagnostics of each code, in their order, and how many more there are of codes that have more. */
export function firstOfEach(diagnostics: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly more: ReadonlyMap<Diagnostic["code"], number>;
} {
  const counts = new Map<Diagnostic["code"], number>();
  const shown = diagnostics.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_OF_A_CODE;
  });
  const more = [...counts].flatMap(([code, count]) =>
    count > MOST_OF_A_CODE ? [[code, count - MOST_OF_A_CODE] as const] : [],
  );
  return { shown, more: new Map(more) };
}
