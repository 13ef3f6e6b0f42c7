/** The text of random predicates: expressions and statements over a few fields, smaller ones first when they are shrunk. */
import fc from "fast-check";

/** A sum is of no kind, and may be compared with anything. */
const NUMBERS = [
  "(p.tcp.dport + 0)",
  "(p.tcp.sport + 0)",
  "(p.ipv4.ttl + 0)",
  "(p.length - 60)",
  "(p.udp.dport + 0)",
  "(p.ipv4.id - 1)",
  "(p.payload.u8(0) + 0)",
  "(p.payload.length - 4)",
  "(p.tcp.seq + 0)",
];
const BOOLEANS = [
  "p.tcp.flags.syn",
  "p.tcp.flags.ack",
  "!!p.tcp",
  "!p.udp",
  "p.ipv4 !== undefined",
  'p.ipv4.src === "10.0.0.1"',
  "p.ipv4.src === p.ipv4.dst",
  "[22, 80, 443].includes(p.tcp.dport)",
  'p.payload.startsWith("GET ")',
  "p.malformed",
  "p.tcp?.dport === 22",
];
const CONSTANTS = ["0", "1", "2", "5", "22", "64", "80", "255"];

const joined = (parts: readonly fc.Arbitrary<string>[], join: (texts: readonly string[]) => string) =>
  fc.tuple(...parts).map(join);

/** What the rules of the grammar make. */
type Grammar = Record<"number" | "boolean" | "statements", string>;

const { statements, number } = fc.letrec<Grammar>((tie) => {
  const [n, b, s] = [tie("number"), tie("boolean"), tie("statements")];
  const operator = (...names: readonly string[]) => fc.constantFrom(...names);
  return {
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...NUMBERS),
      fc.constantFrom(...CONSTANTS, "n", "m"),
      joined([n, operator("+", "-", "*"), n], ([a, op, c]) => `(${a} ${op} ${c})`),
      joined([n, fc.constantFrom("3", "7", "256")], ([a, c]) => `(${a} % ${c})`),
      joined(
        [n, operator("&", "|", "^"), fc.constantFrom("1", "15", "255")],
        ([a, op, c]) => `((Math.abs(${a}) % 65536) ${op} ${c})`,
      ),
      joined(
        [n, operator(">>", ">>>"), fc.constantFrom("1", "3")],
        ([a, op, c]) => `((Math.abs(${a}) % 65536) ${op} ${c})`,
      ),
      joined([n], ([a]) => `Math.floor(Math.abs(${a}) / 3)`),
      joined([operator("min", "max"), n, n], ([name, a, c]) => `Math.${name}(${a}, ${c})`),
      joined([b, n, n], ([c, a, d]) => `(${c} ? ${a} : ${d})`),
      joined([n], ([a]) => `(-${a})`),
      joined([n], ([a]) => `twice(${a})`),
      joined([b], ([a]) => `Number(${a})`),
    ),
    boolean: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...BOOLEANS),
      joined([n, operator("===", "!==", "<", "<=", ">", ">="), n], ([a, op, c]) => `(${a} ${op} ${c})`),
      joined([b, operator("&&", "||"), b], ([a, op, c]) => `(${a} ${op} ${c})`),
      joined([b], ([a]) => `!(${a})`),
      joined([b, b, b], ([c, a, d]) => `(${c} ? ${a} : ${d})`),
      joined([b, operator("===", "!=="), b], ([a, op, c]) => `((${a}) ${op} (${c}))`),
      joined([n, b], ([a, c]) => `[1, 22, 64].some((x) => x === ${a} && ${c})`),
      joined([n], ([a]) => `[1, 22].every((x) => x < ${a})`),
      joined([n, b], ([a, c]) => `within(${a}, ${c})`),
      joined([b, n], ([c, a]) => `(${c} && (n = ${a}) > 1)`),
    ),
    statements: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      joined([b], ([a]) => `return ${a};`),
      joined([b, b, s], ([c, a, rest]) => `if (${c}) return ${a}; ${rest}`),
      joined([b, n, s], ([c, a, rest]) => `if (${c}) n = ${a}; ${rest}`),
      joined([b, s], ([c, rest]) => `if (${c}) n++; else m -= 2; ${rest}`),
      joined([n, s], ([a, rest]) => `m = ${a}; ${rest}`),
      joined([b, s], ([c, rest]) => `${c} && bump(); ${rest}`),
      joined([n, s], ([a, rest]) => `for (const x of [1, 22, 64]) { if (x === ${a}) n += x; } ${rest}`),
      joined(
        [n, b, s],
        ([a, c, rest]) => `switch (${a}) { case 1: m++; case 22: return ${c}; default: n += 3; } ${rest}`,
      ),
    ),
  };
});

/** The body of a function of `p`. */
export const randomBody = statements.map(
  (body) => `let n = 0, m = 1; const bump = () => { n += 2; }; ${body}`,
);

/** A number of packets, or a constant; `n` and `m` may stand in it. */
export const randomNumber = number;

/** What the bodies call: in a module of their own, as a user would have it. */
export const HELPERS = `
const twice = (x) => x * 2;
function within(x, otherwise) {
  if (x > 20 && x < 100) return true;
  if (x === 5) return otherwise;
  return false;
}
`;
