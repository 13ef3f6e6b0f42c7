import { show, type Datatype, type Parsed } from "../datatype.js";
import { single } from "./integer.js";

const refused = (literal: string, reason: string): Parsed => ({
  kind: "refused",
  code: "XG204",
  args: { literal, reason },
});

/** Six pairs of hexadecimal digits, `:` or `-` between them (not both). 48 bits, first byte highest. */
export const macAddress: Datatype<"mac-address"> = {
  name: "mac-address",
  expected: "a MAC address in quotes",
  ordered: true,
  parse(literal, field) {
    if (typeof literal !== "string") {
      return {
        kind: "refused",
        code: "XG206",
        args: { field, expected: this.expected, given: show(literal) },
      };
    }
    if (literal.includes(":") && literal.includes("-")) return refused(literal, "it mixes : and -");
    const pairs = literal.split(literal.includes("-") ? "-" : ":");
    if (pairs.length !== 6) return refused(literal, `it has ${pairs.length} of 6 pairs`);
    const wrong = pairs.find((pair) => !/^[0-9a-fA-F]{2}$/.test(pair));
    if (wrong !== undefined) return refused(literal, `"${wrong}" is not a pair of hexadecimal digits`);
    return single(BigInt(`0x${pairs.join("")}`));
  },
  format: (value) =>
    value
      .toString(16)
      .padStart(12, "0")
      .replace(/..(?!$)/g, "$&:"),
};
