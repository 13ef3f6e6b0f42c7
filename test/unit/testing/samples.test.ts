import { describe, expect, test } from "vitest";
import type { Program } from "../../../src/ir/index.js";
import { FIELD_NAMES, PROTOCOL_NAMES } from "../../../src/packet/index.js";
import { decode } from "../../../src/testing/decode.js";
import { interpret } from "../../../src/testing/interpret.js";
import {
  fieldSamples,
  hostileFrames,
  operatorsOf,
  type OperatorSample,
} from "../../../src/testing/samples.js";

const span = { file: "rules/x.ts", line: 1, column: 1 };
const hostile = hostileFrames().map(({ frame }) => decode(frame));

/** Comparisons that no frame changes: no IPv4 header has no words, every frame has some bytes and none has 16 MiB. */
const ALWAYS_THE_SAME = [
  "ipv4HeaderLength zero",
  ...["zero", "max", "short prefix"].flatMap((name) => [`packetLength ${name}`, `packetLength not ${name}`]),
];

describe.each(FIELD_NAMES)("%s", (field) => {
  const packets = fieldSamples(field).map(({ frame, context }) => decode(frame, context));

  const matching = ({ operand, negated }: OperatorSample) => {
    const match = { kind: "field", field, operand, negated, span } as const;
    const rule = {
      id: 0,
      name: "r",
      action: "drop",
      matches: [match],
      predicates: [],
      live: [],
      span,
    } as const;
    const program: Program = { rules: [rule], policy: "pass", sets: [] };
    return packets.filter((packet) => interpret(program, packet).rule !== null).length;
  };

  const telling = operatorsOf(field).filter(
    ({ name }) => !name.endsWith("everything") && !ALWAYS_THE_SAME.includes(`${field} ${name}`),
  );
  test.each(telling)("$name: some samples match and some do not", (operator) => {
    const count = matching(operator);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(packets.length);
  });

  test.each(operatorsOf(field).filter(({ name }) => name.endsWith("everything")))(
    "$name tells presence from absence",
    (operator) => {
      const present = packets.filter((packet) => packet.fields.has(field)).length;
      expect(matching(operator)).toBe(operator.negated ? 0 : present);
    },
  );
});

describe("hostile frames", () => {
  const inEveryFrame = ["etherSrc", "etherDst", "packetLength", "malformed", "ingressIfindex", "rxQueue"];

  test.each(FIELD_NAMES)("%s: some frames have it, some lack it", (field) => {
    expect(hostile.some((packet) => packet.fields.has(field))).toBe(true);
    expect(hostile.every((packet) => packet.fields.has(field))).toBe(inEveryFrame.includes(field));
  });

  test.each(PROTOCOL_NAMES)("%s: some frames have it, some lack it", (protocol) => {
    expect(hostile.some((packet) => packet.protocols.has(protocol))).toBe(true);
    expect(hostile.every((packet) => packet.protocols.has(protocol))).toBe(false);
  });

  test("every flaw but a runt, which the kernel never shows to a program, is among them", () => {
    expect([...new Set(hostile.map((packet) => packet.flaw ?? "none"))].sort()).toEqual([
      "bad-ipv4",
      "bad-ipv6",
      "cut-arp",
      "cut-extension",
      "cut-ipv4",
      "cut-ipv6",
      "cut-tag",
      "cut-transport",
      "ninth-extension",
      "none",
      "third-tag",
      "unsupported-tag",
    ]);
  });

  test("`malformed` and a flaw are the same thing", () => {
    for (const packet of hostile)
      expect(packet.fields.get("malformed")).toBe(packet.flaw === undefined ? 0n : 1n);
  });
});
