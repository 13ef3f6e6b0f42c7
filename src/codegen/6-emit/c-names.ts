import type { Span } from "../../diagnostics/index.js";
import type { FieldName } from "../../packet/index.js";
import type { Presence } from "../presence.js";

const snake = (name: string) => name.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();

/** The member of `struct packet` that holds a field: `ipv4_src`. */
export function memberOf(field: FieldName): string {
  return snake(field);
}

/** The constant of a presence bit: `HAS_TCP_DPORT`. */
export function constantOf(presence: Presence): string {
  return `HAS_${snake(presence).toUpperCase()}`;
}

/** `p->has |= …` as its right side. */
export function constantsOf(presence: readonly Presence[]): string {
  return presence.map(constantOf).join(" | ");
}

/** The smallest type of C that holds so many bits. */
export function typeOf(bits: number): string {
  if (bits > 64) return "struct u128";
  return bits <= 8 ? "__u8" : bits <= 16 ? "__u16" : bits <= 32 ? "__u32" : "__u64";
}

/** A hexadecimal constant, with the leading zeros of a number of `bits` bits. */
export function hex(value: bigint, bits = 0): string {
  return `0x${value.toString(16).padStart(Math.ceil(bits / 4), "0")}`;
}

/** The string literal of C for a text; JSON's escapes are C's, but for `\\u` and trigraphs. */
export function stringLiteral(text: string): string {
  const escaped = [...Buffer.from(text, "utf8")].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    if (byte >= 0x20 && byte < 0x7f && byte !== 0x3f) return String.fromCharCode(byte);
    return `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${escaped.join("")}"`;
}

/** Text inside a C comment: it cannot end the comment. */
export function commentText(text: string): string {
  return text.replaceAll("*/", "* /").replaceAll("/*", "/ *");
}

/** The line of the generated file that a `#line` directive is on is not known before it is rendered: see render.ts. */
export const HERE = "@here";

/** A file name inside a string literal of a `#line` directive. */
export const lineFile = (file: string): string => file.replaceAll("\\", "\\\\").replaceAll('"', '\\"');

/** Says that the next line belongs to a line of the user's source, which the compiler and the verifier then name. */
export const lineDirective = ({ line, file }: Span): string => `#line ${line} "${lineFile(file)}"`;
