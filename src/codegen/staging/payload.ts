import type { Payload } from "../../dsl/index.js";
import type { PayloadExpression, PayloadLengthExpression } from "../../ir/index.js";
import { show } from "../../packet/index.js";
import { rangeOf } from "../../ir/index.js";
import { asNumber } from "./logic.js";
import { refuse, staging } from "./state.js";
import { booleanOf, isPacketData, numberOf, standFor, textOf } from "./values.js";

/** The farthest byte that may be asked for: no packet is longer. */
const FARTHEST = 65_535n;

/** The longest text that a payload is compared with, in bytes. */
const LONGEST = 64;

/** Functions of the packet that take packet data. */
export const OWN_FUNCTIONS = new WeakSet<object>();

function own<F extends object>(body: F): F {
  OWN_FUNCTIONS.add(body);
  return body;
}

const reader = (size: 1 | 2 | 4) =>
  own((given: unknown): unknown => {
    const { site } = staging;
    const offset = asNumber(given, site);
    if (offset === undefined)
      refuse("XG277", {
        given: isPacketData(given) ? textOf(given) : show(given),
        expected: "a whole number",
      });
    const { least, most } = rangeOf(offset);
    // One that may be below 0 is some bytes from the end: where it is, nothing is there.
    if (most < 0n || most + BigInt(size) > FARTHEST)
      refuse("XG277", {
        given: least === most ? String(least) : `${offset.text}, which is ${least} to ${most}`,
        expected: `0 to ${FARTHEST - BigInt(size)}`,
      });
    const expression: PayloadExpression = { kind: "payload", size, offset, ...site };
    staging.run?.reads.push(expression);
    return numberOf(expression, { field: undefined, datatype: "number" });
  });

function startsWith(text: unknown, offset: unknown = 0): unknown {
  const { site } = staging;
  if (typeof text !== "string" || text === "")
    refuse("XG277", { given: isPacketData(text) ? textOf(text) : show(text), expected: "text" });
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > LONGEST)
    refuse("XG277", { given: `${bytes.length} bytes`, expected: `at most ${LONGEST}` });
  if (typeof offset !== "number" || !Number.isInteger(offset) || offset < 0 || offset > Number(FARTHEST))
    refuse("XG277", {
      given: isPacketData(offset) ? textOf(offset) : show(offset),
      expected: `an offset from 0 to ${FARTHEST} that is known beforehand`,
    });
  return booleanOf({ kind: "starts", bytes, offset, ...site });
}

function length(): unknown {
  const expression: PayloadLengthExpression = { kind: "payload-length", ...staging.site };
  staging.run?.reads.push(expression);
  return numberOf(expression, { field: undefined, datatype: "number" });
}

const [u8, u16, u32] = [reader(1), reader(2), reader(4)];
const starts = own(startsWith);

/** What a member comes to when it is asked for. */
const MEMBERS: Readonly<Record<keyof Payload, () => unknown>> = {
  u8: () => u8,
  u16: () => u16,
  u32: () => u32,
  length,
  startsWith: () => starts,
};

const PAYLOAD = new Proxy(
  {},
  {
    get(_, key) {
      if (typeof key === "symbol" || key === "then") return undefined;
      if (Object.hasOwn(MEMBERS, key)) return MEMBERS[key as keyof Payload]();
      return refuse("XG262", {
        member: key,
        what: "p.payload",
        suggestion: `; it has ${Object.keys(MEMBERS).join(", ")}`,
      });
    },
    set: () => refuse("XG270", { what: "p.payload", reason: "packets are not changed" }),
    ownKeys: () => refuse("XG263", { what: "p.payload" }),
    has: () => refuse("XG263", { what: "p.payload" }),
  },
);

/** The payload of every packet. */
export const payload = (): object => standFor(PAYLOAD, { kind: "object", text: "p.payload" });
