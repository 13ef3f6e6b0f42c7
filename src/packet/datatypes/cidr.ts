import { show, type Datatype, type DatatypeName, type Parsed } from "../datatype.js";

interface CidrOptions<N extends DatatypeName> {
  readonly name: N;
  readonly expected: string;
  readonly bits: number;
  /** The message for what is no address at all. */
  readonly code: "XG201" | "XG203";
  /** The address, or why the text is none. */
  readonly parse: (text: string) => bigint | string;
  readonly format: (address: bigint) => string;
}

/** Addresses and CIDR prefixes: `<address>` or `<address>/<length>`, without bits to the right of the prefix. */
export function cidr<const N extends DatatypeName>(options: CidrOptions<N>): Datatype<N, never> {
  const { name, expected, bits, code, parse, format } = options;
  const refused = (literal: string, reason: string): Parsed => ({
    kind: "refused",
    code,
    args: { literal, reason },
  });
  return {
    name,
    expected,
    ordered: true,
    parse(literal, field) {
      if (typeof literal !== "string") {
        return { kind: "refused", code: "XG206", args: { field, expected, given: show(literal) } };
      }
      const [text = "", lengthText, ...more] = literal.split("/");
      if (more.length > 0) return refused(literal, "it has more than one /");
      const address = parse(text);
      if (typeof address === "string") return refused(literal, address);
      const length = lengthText === undefined ? bits : parsePrefixLength(lengthText, bits);
      if (typeof length === "string") return refused(literal, length);
      const host = (1n << BigInt(bits - length)) - 1n;
      const first = address & ~host;
      if (first !== address) {
        return { kind: "refused", code: "XG202", args: { literal, network: `${format(first)}/${length}` } };
      }
      return { kind: "interval", interval: { first, last: first | host } };
    },
    format,
  };
}

/** The prefix length after the slash, or why it is none. */
function parsePrefixLength(text: string, bits: number): number | string {
  if (!/^(0|[1-9]\d*)$/.test(text)) return `"${text}" is not a prefix length`;
  if (text.length > 3 || Number(text) > bits) return `/${text} is longer than ${bits} bits`;
  return Number(text);
}
