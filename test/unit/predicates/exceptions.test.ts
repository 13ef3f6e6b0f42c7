/** Where the kernel does not do what JavaScript does, as docs/predicates.md says it, and that divisions are not among it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ethernet, frame, ipv4, ipv6, raw, tcp, udp } from "../../../src/testing/frames.js";
import { decode, type DecodedPacket } from "../../../src/testing/index.js";
import { evaluate } from "../../../src/testing/evaluate.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { askPlain, plainPacket } from "../../support/predicates/plain-packet.js";
import { randomNumber } from "../../support/predicates/random-source.js";
import { plainFunction, refusalOf, stagedFunction } from "../../support/predicates/staged-source.js";

/** Whether a predicate holds, here and in Node. */
const answers = (body: string, packet: DecodedPacket) => ({
  here: evaluate(stagedFunction(body)!.expression, packet) === true,
  node: askPlain(plainFunction(body), plainPacket(packet)),
});

const HIGH = decode(frame(ethernet(), ipv4(), tcp({ seq: 0xc0a8_0001 })));

describe("bits are unsigned", () => {
  test.each([
    "return (p.tcp.seq & 0xffff0000) === 0xc0a80000;",
    "return (p.tcp.seq | 1) === 0xc0a80001;",
    "return (p.tcp.seq ^ 0xc0a80001) === 0 && (p.tcp.seq ^ 1) > 0;",
    "return p.tcp.seq >> 31 === 1;",
    "return ((p.tcp.seq & 1) << 31) === 0x80000000;",
  ])("%s", (body) => {
    expect(answers(body, HIGH)).toEqual({ here: true, node: false });
  });

  test("and >>> is what >> is", () => {
    expect(answers("return p.tcp.seq >>> 31 === 1;", HIGH)).toEqual({ here: true, node: true });
  });

  test.each([
    "(p.tcp.seq - 1) & 1",
    "p.tcp.dport & -1",
    "(p.tcp.seq + 1) | 0",
    "p.tcp.dport >> 32",
    "p.tcp.seq << 1",
  ])("so that other numbers are refused: %s", (number) => {
    expect(refusalOf(`return (${number}) === 1;`)).toEqual(["XG267"]);
  });

  test("but for values of the build, which are JavaScript's", () => {
    expect(refusalOf("return p.tcp.seq === (0x80000000 | 0);")).toEqual(["XG264"]);
  });
});

describe("what is not there does not match, negated or not, used or not", () => {
  const HAVING = decode(frame(ethernet(), ipv4(), tcp({ dport: 22 }), raw(Uint8Array.of(22, 0, 22, 0, 22))));
  const whole = frame(ethernet(), ipv4(), tcp({ dport: 80 }), raw("GET "));
  /** In Node that is an error, or `undefined`. */
  test.each([
    ["a header", "p.tcp.dport === 22", frame(ethernet(), ipv4(), udp())],
    ["a field that was cut off", "p.tcp.dport === 22", whole.slice(0, 36)],
    ["a byte behind the payload", "p.payload.u8(4) === 22", whole],
    ["half a number behind the payload", "p.payload.u16(3) === 22", whole],
    ["a payload", "p.payload.u8(0) === 22", whole.slice(0, 54)],
  ])("%s", (_, question, bytes) => {
    const packet = decode(bytes);
    const unused = question.replace(" === 22", "");
    for (const body of [
      `return ${question};`,
      `return !(${question});`,
      `${unused}; return true;`,
      `return ${question} || true;`,
      `return (${question} ? 1 : 1) === 1;`,
    ]) {
      expect([body, answers(body, packet)]).toEqual([body, { here: false, node: false }]);
    }
    expect(answers(`return ${question};`, HAVING)).toEqual({ here: true, node: true });
  });

  test("a question after one that settles it is not asked", () => {
    const packet = decode(frame(ethernet(), ipv4({ ttl: 5 }), udp()));
    for (const body of [
      "return p.ipv4.ttl === 5 || p.tcp.dport === 22;",
      "return !(p.ipv4.ttl !== 5 && p.tcp.dport === 22);",
    ])
      expect(answers(body, packet)).toEqual({ here: true, node: true });
  });
});

describe("addresses are text in their usual spelling", () => {
  const packet = decode(frame(ethernet({ src: "02:00:00:00:00:0A" }), ipv6({ src: "2001:DB8:0::1" }), tcp()));

  test.each(['p.ipv6.src === "2001:db8::1"', 'p.ethernet.src === "02:00:00:00:00:0a"'])("%s", (question) => {
    expect(answers(`return ${question};`, packet)).toEqual({ here: true, node: true });
  });

  /** In Node these would never be true. */
  test.each([
    ["XG279", 'p.ipv6.src === "2001:DB8::1"'],
    ["XG279", 'p.ipv6.src !== "2001:db8:0::1"'],
    ["XG279", 'p.ethernet.src === "02:00:00:00:00:0A"'],
    ["XG279", '["2001:db8::2", "2001:db8:0::1"].includes(p.ipv6.src)'],
    ["XG280", 'p.ipv4.src === "10.0.0.0/8"'],
  ])("%s for %s", (code, question) => {
    expect(refusalOf(`return ${question};`)).toEqual([code]);
  });
});

describe("a division never meets 0", () => {
  test.each([
    "p.ipv4.ttl",
    "p.ipv4.ttl - 5",
    "-p.ipv4.ttl",
    "p.tcp.dport % 7",
    "p.ipv4.ttl >> 1",
    "p.payload.u8(0)",
    "Math.min(p.ipv4.ttl, 5)",
    "Math.max(p.ipv4.ttl, 0)",
    "Math.abs(p.ipv4.ttl - 5)",
    "(p.tcp.flags.syn ? 1 : p.ipv4.ttl)",
    "Number(p.tcp.flags.syn)",
    "(p.ipv4.ttl >= 0 ? p.ipv4.ttl : 1)",
    "(p.tcp.dport > 0 ? p.ipv4.ttl : 1)",
    "(p.ipv4.ttl > 0 ? 1 : p.ipv4.ttl)",
    "0",
    "-0",
  ])("by %s it is refused", (divisor) => {
    for (const question of [`p.tcp.seq % ${divisor} === 1`, `Math.floor(p.tcp.seq / ${divisor}) === 1`]) {
      expect([question, refusalOf(`return ${question};`)]).toEqual([question, ["XG267"]]);
      const asked = `if (p.ipv4.ttl === 0) return false; return ${question};`;
      expect([asked, refusalOf(asked)]).toEqual([asked, ["XG267"]]);
    }
  });

  test.each([
    "7",
    "(p.ipv4.ttl + 1)",
    "(p.ipv4.ttl | 1)",
    "Math.max(p.ipv4.ttl, 1)",
    "Math.max(1, p.ipv4.ttl - 5)",
    "(p.ipv4.ttl > 0 ? p.ipv4.ttl : 1)",
  ])("by %s it is not", (divisor) => {
    expect(refusalOf(`return p.tcp.seq % ${divisor} === 1;`)).toEqual([]);
    expect(refusalOf(`return Math.floor(p.tcp.seq / ${divisor}) === 1;`)).toEqual([]);
  });

  test("whatever the divisor is", () => {
    const views = predicateFrames(150, 10).map(plainPacket);
    const divisor = fc.tuple(
      fc.constantFrom("@", "Math.max(@, 1)", "(Math.abs(@) + 1)", "-Math.max(@, 2)"),
      randomNumber,
    );
    const variables = "let n = 0, m = 1;";
    let taken = 0;
    fc.assert(
      fc.property(divisor, ([shape, number]) => {
        const text = shape.replace("@", number);
        if (stagedFunction(`${variables} return p.length % ${text} === 1;`) === undefined) return;
        taken++;
        const isZero = plainFunction(`${variables} return (${text}) === 0;`);
        if (views.some((view) => askPlain(isZero, view))) throw new Error("it is 0");
      }),
      { seed: 20_261_125, numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
