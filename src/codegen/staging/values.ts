import type { BooleanExpression, NumberExpression } from "../../ir/index.js";
import type { DatatypeName, FieldName, HeaderName } from "../../packet/index.js";
import { refuse, staging, type Site } from "./state.js";

/** What stands for packet data while a predicate is staged. */
export type PacketData =
  /** An integer; of a field or the payload itself `origin` says what it is. */
  | { readonly kind: "number"; readonly expression: NumberExpression; readonly origin?: Origin }
  | { readonly kind: "boolean"; readonly expression: BooleanExpression }
  | { readonly kind: "address"; readonly expression: NumberExpression; readonly origin: Origin }
  /** One of a few names, which are numbers in the packet. */
  | { readonly kind: "name"; readonly expression: NumberExpression; readonly origin: Origin }
  /** What a division comes to, before it is rounded. */
  | {
      readonly kind: "quotient";
      readonly left: NumberExpression;
      readonly right: NumberExpression;
      readonly site: Site;
    }
  | { readonly kind: "header"; readonly header: HeaderName; readonly site?: Site }
  /** The packet, flags of a field, the payload: always there, and nothing to compare with. */
  | { readonly kind: "object"; readonly text: string };

/** The field that a value is of; undefined for the payload. */
export interface Origin {
  readonly field: FieldName | undefined;
  readonly datatype: DatatypeName;
}

const KNOWN = new WeakMap<object, PacketData>();

/** What a value stands for; undefined for values of the build. */
export function dataOf(value: unknown): PacketData | undefined {
  return typeof value === "object" && value !== null ? KNOWN.get(value) : undefined;
}

export const isPacketData = (value: unknown): boolean => dataOf(value) !== undefined;

/** Says what an object stands for. Nothing of the packet comes up while a function is under way that is none of the rules. */
export function standFor<T extends object>(object: T, data: PacketData): T {
  KNOWN.set(object, data);
  const foreign = staging.foreign.at(-1);
  if (foreign !== undefined) refuse("XG274", { call: foreign });
  return object;
}

/** What a value is called in messages. */
export function textOf(value: unknown): string {
  const data = dataOf(value);
  if (data === undefined) return typeof value === "string" ? JSON.stringify(value) : String(value);
  if (data.kind === "object") return data.text;
  if (data.kind === "header") return `p.${data.header}`;
  return data.kind === "quotient" ? data.site.text : data.expression.text;
}

/** A value has no members but `in`; where JavaScript would make text or a number of it, it is refused. */
class Value {
  [Symbol.toPrimitive](): never {
    return refuse("XG263", { what: textOf(this) });
  }

  toJSON(): never {
    return refuse("XG263", { what: textOf(this) });
  }
}

/** Members of values, by name; set by whoever knows what they do. */
export const VALUE_MEMBERS = new Map<string, (value: object) => unknown>();

Object.setPrototypeOf(
  Value.prototype,
  new Proxy(Object.create(null) as object, {
    get(_, key, self: object) {
      // Whoever looks for a promise, or for a constructor, finds none.
      if (typeof key === "symbol" || key === "then" || key === "constructor") return undefined;
      const member = VALUE_MEMBERS.get(key)?.(self);
      return member ?? refuse("XG262", { member: key, what: textOf(self), suggestion: "" });
    },
    set: (_target, key, _value, self: object) =>
      refuse("XG270", { what: `${textOf(self)}.${String(key)}`, reason: "packets are not changed" }),
  }),
);

const make = (data: PacketData): unknown => standFor(new Value(), data);

/** A number of the packet. */
export const numberOf = (expression: NumberExpression, origin?: Origin): unknown =>
  make({ kind: "number", expression, ...(origin === undefined ? {} : { origin }) });

/** Something that is true or false of the packet. */
export const booleanOf = (expression: BooleanExpression): unknown => make({ kind: "boolean", expression });

/** An address, a name or a quotient. */
export const otherOf = (data: PacketData & { kind: "address" | "name" | "quotient" }): unknown => make(data);
