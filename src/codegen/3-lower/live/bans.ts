import type { Session, Span } from "../../../diagnostics/index.js";
import { isLiveSet, type BanDecl } from "../../../dsl/index.js";
import { formatKeyPart, type Ban, type KeyPart, type LiveMatch, type Match } from "../../../ir/index.js";
import {
  fieldRow,
  fitsLiveType,
  hasPrefixes,
  show,
  type FieldName,
  type LiveSetType,
  type LiveTypeName,
} from "../../../packet/index.js";
import { argument, readOptions } from "./given.js";
import { lowerKey, wholeField } from "./keys.js";
import type { LiveSets } from "./live-sets.js";
import { lowerTime } from "./times.js";

/** What else the rule asks, since the key follows from it when it is not said. */
interface Asked {
  readonly matches: readonly Match[];
  readonly live: readonly LiveMatch[];
}

/** `thenBan(bans, { for: "10m" })`. Undefined when something was refused: the session says what. */
export function lowerBan(
  ban: BanDecl<Span>,
  asked: Asked,
  sets: LiveSets,
  session: Session,
): Ban | undefined {
  const given = argument(ban, 0, ban.set);
  if (!isLiveSet<Span>(given.value)) {
    const shown = show(given.value);
    session.report("XG228", { call: "thenBan", expected: "a live set", given: shown }, given.place.span);
    return undefined;
  }
  const set = sets.lower(given.value);
  const options = readOptions("thenBan", argument(ban, 1, ban.options), ["for", "key"], session);
  if (set === undefined || options === undefined) return undefined;
  const milliseconds = lowerTime("thenBan", "for", options.for, session);
  const isSaid = options.key.value !== undefined;
  const key = isSaid ? lowerKey("thenBan", options.key, session) : keyFor(set.type, asked);
  if (isSaid && key === undefined) return undefined;
  if (key === undefined || !fits(key, set.type)) {
    const text =
      key === undefined
        ? "nothing that the rule asks for can"
        : `${key.map(formatKeyPart).join(" and ")} cannot`;
    const span = isSaid ? options.key.place.span : ban.span;
    session.report("XG244", { key: text, set: set.name, type: set.type.join(" and ") }, span);
    return undefined;
  }
  return { set: set.name, key, milliseconds, span: ban.span };
}

/** Whether parts of a key are elements of a type: prefixes where it has any. */
function fits(key: readonly KeyPart[], type: LiveSetType): boolean {
  return (
    key.length === type.length &&
    key.every(({ field, length }, i) => {
      const isWhole = length === fieldRow(field).bits;
      return fitsLiveType(field, type[i]!) && (isWhole || hasPrefixes(type));
    })
  );
}

/** What sends packets, of the types that say who does. */
const SOURCES: Readonly<Partial<Record<LiveTypeName, FieldName>>> = {
  ipv4: "ipv4Src",
  ipv6: "ipv6Src",
  mac: "etherSrc",
};

/** What the rate is per when it fits; else the source address, and of ports the one field that the rule asks for. */
function keyFor(type: LiveSetType, { matches, live }: Asked): readonly KeyPart[] | undefined {
  const over = live.find((match) => match.kind === "over");
  if (over !== undefined && fits(over.key, type)) return over.key;
  const named = new Set([
    ...matches.flatMap((match) => (match.kind === "field" ? [match.field] : [])),
    ...live.flatMap((match) => (match.kind === "live-set" ? match.fields : [])),
    ...live.flatMap((match) => (match.kind === "over" ? match.key.map(({ field }) => field) : [])),
  ]);
  const parts = type.flatMap((name): KeyPart[] => {
    const source = SOURCES[name];
    if (source !== undefined) return [wholeField(source)];
    const fields = [...named].filter((field) => fitsLiveType(field, name));
    return fields.length === 1 ? [wholeField(fields[0]!)] : [];
  });
  return parts.length === type.length ? parts : undefined;
}
