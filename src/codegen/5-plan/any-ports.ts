import type { FieldName } from "../../packet/index.js";
import type { Presence } from "../presence.js";
import type { Box } from "./boxes.js";
import { common, single } from "./values.js";

/** Ports of one protocol as the same ports of either, and the protocol's number. */
const PORTS: Readonly<Partial<Record<FieldName, { readonly port: FieldName; readonly protocol: bigint }>>> = {
  tcpSport: { port: "sport", protocol: 6n },
  tcpDport: { port: "dport", protocol: 6n },
  udpSport: { port: "sport", protocol: 17n },
  udpDport: { port: "dport", protocol: 17n },
};

/** Rules with ports of either protocol in place of those of each, when they ask about ports of more than one. */
export function withOneKindOfPorts<Of extends { readonly box: Box }>(rules: readonly Of[]): readonly Of[] {
  const isMixed = askOfSeveralPorts(rules.map(({ box }) => box));
  return isMixed ? rules.map((rule) => ({ ...rule, box: withAnyPorts(rule.box) })) : rules;
}

/** Whether boxes ask about ports of more than one protocol. */
function askOfSeveralPorts(boxes: readonly Box[]): boolean {
  const asked = new Set(boxes.flatMap(({ fields }) => [...fields.keys()]));
  const kinds = [...asked].map((field) => PORTS[field]?.protocol ?? (isAnyPort(field) ? 0n : undefined));
  return new Set(kinds.filter((kind) => kind !== undefined)).size > 1;
}

const isAnyPort = (field: FieldName): boolean => field === "sport" || field === "dport";

/**
 * The same box with ports of TCP or UDP as `sport` and `dport` with a protocol: a frame has the one just when it has the other. So
 * rules about both protocols ask about two fields and not about four.
 */
function withAnyPorts({ presence, fields }: Box): Box {
  const changed = new Map(fields);
  const bits = new Set<Presence>(presence);
  const narrow = (field: FieldName, values: Parameters<typeof common>[0]) => {
    const known = changed.get(field);
    changed.set(field, known === undefined ? values : common(known, values));
  };
  for (const [field, values] of fields) {
    const row = PORTS[field];
    if (row === undefined) continue;
    changed.delete(field);
    bits.delete(field);
    narrow(row.port, values);
    narrow("l4Protocol", single(row.protocol));
    for (const bit of [row.port, "l4Protocol"] as const) bits.add(bit);
  }
  return { presence: [...bits], fields: changed };
}
