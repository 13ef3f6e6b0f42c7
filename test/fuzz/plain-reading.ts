import { BlockList } from "node:net";
import {
  FRAGMENTS,
  fieldRow,
  IPV6_EXTENSIONS,
  TCP_FLAGS,
  type DatatypeName,
  type FieldName,
} from "../../src/packet/index.js";
import type { Judgement } from "../../src/testing/engine.js";
import type { DecodedPacket } from "../../src/testing/index.js";
import type { Literal, WrittenMatch, WrittenRuleset, WrittenValue } from "./written.js";

/** Judges packets; `rule` counts the rule that the option `malformed` stands for. */
export type Reading = (packet: DecodedPacket) => Judgement;

/**
 * What a ruleset says of a packet, read off what was written: nothing of the compiler takes part, neither its literals
 * nor its intervals. Addresses are left to Node. It is for rulesets whose literals are right.
 */
export function readPlainly({ options, rules }: WrittenRuleset): Reading {
  const malformed = options?.malformed;
  const short = malformed === undefined ? [] : [{ action: malformed, tests: [isMalformed] }];
  const written = rules.map(({ action, matches }) => ({ action, tests: matches.map(testOf) }));
  const all = [...short, ...written];
  return (packet) => {
    const rule = all.findIndex(({ tests }) => tests.every((holds) => holds(packet)));
    return rule < 0 ? { action: options?.policy ?? "pass", rule: null } : { action: all[rule]!.action, rule };
  };
}

type Test = (packet: DecodedPacket) => boolean;

const isMalformed: Test = ({ fields }) => fields.get("malformed") === 1n;

function testOf(match: WrittenMatch): Test {
  if (match.kind === "protocol") return ({ protocols }) => protocols.has(match.protocol);
  const { field, negated } = match;
  // `malformed()` means true.
  const values = match.values.length === 0 ? [{ kind: "literal", literal: true } as const] : match.values;
  const tests = valueTests(field, values);
  return ({ fields }) => {
    const value = fields.get(field);
    return value !== undefined && tests.some((holds) => holds(value)) !== negated;
  };
}

type ValueTest = (value: bigint) => boolean;

function valueTests(field: FieldName, values: readonly WrittenValue[]): readonly ValueTest[] {
  const family = FAMILIES[fieldRow(field).type.name];
  if (family !== undefined) return [addressTest(family, values)];
  return values.map((written) => {
    if (written.kind === "literal") return literalTest(field, written.literal);
    const first = numberOf(field, written.first);
    const last = numberOf(field, written.last);
    return (value) => first <= value && value <= last;
  });
}

function literalTest(field: FieldName, literal: Literal): ValueTest {
  const { name } = fieldRow(field).type;
  if (name === "tcp-flags") return flagsTest(literal);
  if (name === "ipv6-extension") {
    const bit = BigInt(IPV6_EXTENSIONS[literal as keyof typeof IPV6_EXTENSIONS]);
    return (value) => (value & bit) !== 0n;
  }
  if (name === "fragment" && literal === "any")
    return (value) => value === BigInt(FRAGMENTS.first) || value === BigInt(FRAGMENTS.later);
  const number = numberOf(field, literal);
  return (value) => value === number;
}

/** The number that a literal is, or that its name or its MAC address stands for. */
function numberOf(field: FieldName, literal: Literal): bigint {
  const { name, names } = fieldRow(field).type;
  if (typeof literal !== "string") return BigInt(literal as number | boolean);
  if (name === "mac-address") return BigInt(`0x${literal.replaceAll(/[:-]/g, "")}`);
  return BigInt(names![literal]!);
}

function flagsTest(literal: Literal): ValueTest {
  const bit = (flag: string) => BigInt(TCP_FLAGS[flag as keyof typeof TCP_FLAGS]);
  if (typeof literal === "string") return (value) => (value & bit(literal)) !== 0n;
  const flags = literal as Readonly<Record<string, readonly string[] | boolean>>;
  const { any, all, exact } = flags as Readonly<Record<string, readonly string[] | undefined>>;
  if (any !== undefined) return (value) => any.some((flag) => (value & bit(flag)) !== 0n);
  if (all !== undefined) return (value) => all.every((flag) => (value & bit(flag)) !== 0n);
  if (exact !== undefined) return (value) => value === exact.reduce((sum, flag) => sum | bit(flag), 0n);
  return (value) => Object.entries(flags).every(([flag, set]) => ((value & bit(flag)) !== 0n) === set);
}

/** How Node calls the families of addresses, and how it reads a number as one. */
interface Family {
  readonly name: "ipv4" | "ipv6";
  readonly text: (address: bigint) => string;
}

const FAMILIES: Readonly<Partial<Record<DatatypeName, Family>>> = {
  "ipv4-address": {
    name: "ipv4",
    text: (address) => Array.from({ length: 4 }, (_, i) => (address >> BigInt(24 - 8 * i)) & 0xffn).join("."),
  },
  "ipv6-address": {
    name: "ipv6",
    text: (address) =>
      Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(
        ":",
      ),
  },
};

/** Holds for the addresses that any of the values stands for. */
function addressTest({ name, text }: Family, values: readonly WrittenValue[]): ValueTest {
  const list = new BlockList();
  for (const value of values) {
    if (value.kind === "range") {
      list.addRange(value.first as string, value.last as string, name);
      continue;
    }
    const [address, length] = (value.literal as string).split("/");
    if (length === undefined) list.addAddress(address!, name);
    else list.addSubnet(address!, Number(length), name);
  }
  return (value) => list.check(text(value), name);
}
