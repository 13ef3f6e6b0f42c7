import type { Session } from "../../diagnostics/index.js";
import type { Ban, KeyPart, LiveMatch, Match } from "../../ir/index.js";
import { fieldRow, HEADERS, type FieldName, type HeaderName } from "../../packet/index.js";

type Asking = Match | LiveMatch | (Ban & { readonly kind: "ban" });

const headerOf = (field: FieldName): HeaderName => fieldRow(field).protocol;
const ofKey = (key: readonly KeyPart[]) => key.map(({ field }) => headerOf(field));

/** The headers that a frame needs for a part of a rule to mean anything. */
const HEADERS_OF: {
  readonly [K in Asking["kind"]]: (asking: Asking & { kind: K }) => readonly HeaderName[];
} = {
  protocol: ({ protocol }) => [protocol],
  field: ({ field }) => [headerOf(field)],
  "live-set": ({ fields }) => fields.map(headerOf),
  // A frame without IP has no flow.
  sample: ({ perFlow }) => (perFlow ? ["ip"] : []),
  over: ({ key }) => ofKey(key),
  ban: ({ key }) => ofKey(key),
};

/** Reports the first two parts of a rule that no packet can have together, because of their protocols. */
export function reportConflict(parts: readonly Asking[], session: Session): void {
  const headers: HeaderName[] = [];
  for (const part of parts) {
    for (const header of (HEADERS_OF[part.kind] as (part: Asking) => readonly HeaderName[])(part)) {
      const { conflicts, title: second } = HEADERS[header];
      const earlier = headers.find((h) => conflicts.includes(h));
      if (earlier !== undefined) {
        session.report("XG213", { first: HEADERS[earlier].title, second }, part.span);
        return;
      }
      headers.push(header);
    }
  }
}
